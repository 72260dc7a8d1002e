package dev.millrace.ops.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.console.RunningConsole;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import dev.millrace.ops.watch.FlowView.Readings;
import dev.millrace.ops.watch.FlowView.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MapPageTest {

    private static FlowView flow(String name, boolean source, String partner, List<String> topics, Readings readings) {
        return new FlowView(
                name,
                source,
                "dev.millrace.Some",
                partner,
                topics,
                List.of(),
                "RUNNING",
                List.of(new TaskView(0, "RUNNING", "worker-1:8083", "")),
                Map.of(),
                Optional.empty(),
                readings);
    }

    private static FlowView flow(String name, boolean source, String partner, String... topics) {
        return flow(name, source, partner, List.of(topics), Readings.NONE);
    }

    private static String page(List<FlowView> flows, String query) {
        ClusterView view = new ClusterView(Instant.EPOCH.plusSeconds(1), flows, Figures.NONE, Optional.empty());
        try (RunningConsole console = RunningConsole.open(new MapSection(() -> view))) {
            return console.get("/" + query).body();
        }
    }

    @Test
    void joinsConnectorsThatShareATopicAndDrawsALineForEachStep() {
        List<Picture> pictures = Pictures.of(List.of(
                flow("files", true, "sftp://a/in", "orders"),
                flow("erp", false, "https://erp", "orders"),
                flow("crm", false, "https://crm", "orders", "leads"),
                flow("hook", true, "webhook /leads", "leads"),
                flow("alone", true, "sftp://a/in", "other")));

        assertThat(pictures).extracting(picture -> picture.connectors().size()).containsExactly(4, 1);
        Picture joined = pictures.get(0);
        assertThat(joined.topics()).containsExactly("orders", "leads");
        assertThat(joined.lines()).extracting(List::size).containsExactly(2, 2, 3, 2);
        assertThat(joined.lines().get(0).get(0).path()).isEqualTo("M0 25.00C50 25.00 50 25.00 100 25.00");
    }

    @Test
    void showsStateRateLagAgeAndWhatIsSetAside() {
        FlowView busy = flow(
                "erp",
                false,
                "https://erp",
                List.of("orders"),
                new Readings(
                        OptionalDouble.of(12_340),
                        OptionalLong.of(17),
                        OptionalLong.of(240_000),
                        OptionalLong.of(3),
                        OptionalLong.of(0),
                        OptionalLong.empty()));

        assertThat(page(List.of(busy), ""))
                .contains("<b>12.3k</b>/s", "<b>17</b> waiting", "oldest <b>4 min</b>", "<b>3</b> set aside")
                .contains("<span class=\"state warn\">set aside</span>")
                .contains("1 of 1 task<");
    }

    @Test
    void namesAPartnerByItsReferenceWithAllOfItInItsTitle() {
        List<FlowView> flows = List.of(
                flow("files", true, "sftp://${file:/opt/hosts.properties:crm}/in", "orders"),
                flow("rest", false, "https://erp.example", "orders"));

        String map = page(flows, "");

        assertThat(map)
                .contains(
                        "<span title=\"the worker looks up what sftp://${file:/opt/hosts.properties:crm}/in stands for\">"
                                + "sftp://{file:crm}/in</span>")
                .contains("<span>https://erp.example</span>");
        assertThat(page(flows, "?view=table&q=hosts.properties")).contains("<td>sftp://{file:crm}/in</td>");
    }

    @Test
    void showsTheLastPageWhereThereAreFewer() {
        List<FlowView> flows = List.of(flow("files", true, "sftp://a/in", "orders"));

        assertThat(page(flows, "?page=999")).contains("/flows/files");
        assertThat(page(flows, "?page=999&view=table")).contains("/flows/files");
    }

    @Test
    void saysThatThereAreNoConnectorsOnlyWhenItHasLooked() {
        try (RunningConsole console = RunningConsole.open(new MapSection(() -> ClusterView.EMPTY))) {
            assertThat(console.get("/").body())
                    .contains("The cluster was not asked yet.")
                    .doesNotContain("No connectors yet.");
        }
        assertThat(page(List.of(), "")).contains("No connectors yet.");
    }

    @Test
    void findsByTextAndByState() {
        List<FlowView> flows = List.of(
                flow("files", true, "sftp://a/in", "orders"),
                flow("erp", false, "https://ERP", "orders"),
                flow("alone", true, "sftp://b/in", "other"));

        assertThat(page(flows, "?q=erp")).contains("/flows/files", "/flows/erp").doesNotContain("/flows/alone");
        assertThat(page(flows, "?q=erp&view=table")).contains("/flows/erp").doesNotContain("/flows/files");
        assertThat(page(flows, "?state=troubled")).contains("Nothing matches").doesNotContain("/flows/erp");
        assertThat(page(flows, "?state=%3Cscript%3E&q=%22%3E%3Cscript%3Ealert"))
                .contains("&quot;&gt;&lt;script&gt;alert")
                .doesNotContain("<script>");
    }

    @Test
    void escapesWhateverAConnectorIsCalled() {
        String evil = "</a><script>alert(1)</script>\"' onload=x";

        assertThat(page(List.of(flow(evil, true, evil, evil)), ""))
                .contains("/flows/%3C%2Fa%3E%3Cscript%3E")
                .doesNotContain("<script>alert");
    }

    @Test
    void showsManyOnSeveralPagesWithTheWorstFirst() {
        List<FlowView> flows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            flows.add(flow("c" + i, true, "p" + i, "t" + i));
        }
        FlowView failed = flow("zz", true, "p", "zz");
        flows.add(new FlowView(
                failed.name(),
                true,
                failed.type(),
                failed.partner(),
                failed.topics(),
                List.of(),
                "FAILED",
                List.of(),
                Map.of(),
                Optional.empty(),
                Readings.NONE));

        String first = page(flows, "");
        assertThat(first).contains("/flows/zz\"", "page=3").doesNotContain("page=4");
        assertThat(first.indexOf("/flows/zz\"")).isLessThan(first.indexOf("/flows/c0\""));
        assertThat(page(flows, "?page=3")).contains("/flows/c99\"").doesNotContain("/flows/zz\"");
    }
}
