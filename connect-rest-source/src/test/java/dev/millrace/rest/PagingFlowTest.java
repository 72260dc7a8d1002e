package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.PagedApi;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** From page to page, against an API that has each way of it. */
@Timeout(120)
class PagingFlowTest {

    private final PagedApi api;

    PagingFlowTest() throws IOException {
        api = PagedApi.start();
    }

    @BeforeEach
    void fill() {
        ApiOptions.fill(api, 1, 7);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource(PagedApi.Style.class)
    void readsEveryRowOnce(PagedApi.Style style) {
        api.pages(style, 3);

        List<Long> rows = oneRound(ApiOptions.of(api).paging(style), 7);

        assertThat(rows).isEqualTo(ApiOptions.range(1, 7));
    }

    @ParameterizedTest
    @EnumSource(PagedApi.Style.class)
    void readsEveryRowOfFullPages(PagedApi.Style style) {
        api.remove(7).pages(style, 3);

        List<Long> rows = oneRound(ApiOptions.of(api).paging(style), 6);

        assertThat(rows).isEqualTo(ApiOptions.range(1, 6));
    }

    @ParameterizedTest
    @EnumSource(
            value = PagedApi.Style.class,
            names = {"ALL", "AFTER_ID"},
            mode = Mode.EXCLUDE)
    void stopsWhereAPageLeadsBackToAnEarlierOne(PagedApi.Style style) {
        api.pages(style, 3).stuck();

        SourceHarness harness = ConnectorHarness.source(
                RestSourceConnector::new,
                ApiOptions.of(api)
                        .paging(style)
                        .with("http.url", api.url() + "/rows?ignored=1")
                        .map(),
                DeliveryMode.AT_LEAST_ONCE);

        try (harness) {
            harness.start();
            if (style == PagedApi.Style.PAGE || style == PagedApi.Style.OFFSET) {
                assertThat(oneRoundOf(harness, 7)).isEqualTo(ApiOptions.range(1, 7));
            } else {
                assertThatThrownBy(() -> harness.runUntil(() -> false, "the end"))
                        .hasMessageContaining("page-cursor-not-moving")
                        .hasMessageContaining("127.0.0.1")
                        .hasMessageNotContaining("ignored=1");
            }
        }
    }

    @Test
    void stopsWhenTheApiTakesNoNoticeOfThePageNumber() {
        assertThatThrownBy(() -> oneRound(ApiOptions.of(api).with("pagination", "page"), 100))
                .hasMessageContaining("page-repeated");
    }

    @Test
    void savesTheRequestForAnEmptyPageWhereTheTotalIsTold() {
        api.remove(7).pages(PagedApi.Style.OFFSET, 3);

        oneRound(ApiOptions.of(api).paging(PagedApi.Style.OFFSET).with("page.total.pointer", "/meta/total"), 6);

        assertThat(api.asked()).hasSize(2);
    }

    @Test
    void savesTheRequestForAnEmptyPageWhereTheNumberOfPagesIsTold() {
        api.remove(7).pages(PagedApi.Style.PAGE, 3);

        oneRound(ApiOptions.of(api).paging(PagedApi.Style.PAGE).with("page.count.pointer", "/meta/pages"), 6);

        assertThat(api.asked()).hasSize(2);
    }

    @Test
    void readsNoPageTwiceWhereItKnowsWhatAFullOneHas() {
        api.pages(PagedApi.Style.PAGE, 3);

        oneRound(ApiOptions.of(api).paging(PagedApi.Style.PAGE).with("page.size", "3"), 7);

        assertThat(api.asked())
                .extracting(PagedApi.Asked::target)
                .containsExactly("/rows?page=1", "/rows?page=2", "/rows?page=3", "/rows?page=4");
    }

    @Test
    void readsTheFirstPageAgainWhereItDoesNotKnowWhatAFullOneHas() {
        api.pages(PagedApi.Style.PAGE, 3);

        oneRound(ApiOptions.of(api).paging(PagedApi.Style.PAGE), 7);

        assertThat(api.asked())
                .extracting(PagedApi.Asked::target)
                .containsExactly("/rows?page=1", "/rows?page=2", "/rows?page=1", "/rows?page=3", "/rows?page=4");
    }

    @Test
    void endsBehindAShortPage() {
        api.pages(PagedApi.Style.PAGE, 3);

        oneRound(
                ApiOptions.of(api)
                        .paging(PagedApi.Style.PAGE)
                        .with("page.stop", "short")
                        .with("page.size", "3"),
                7);

        assertThat(api.asked()).hasSize(3);
    }

    @Test
    void endsWhereTheApiSaysThatThereIsNoMore() {
        api.pages(PagedApi.Style.PAGE, 3);

        oneRound(ApiOptions.of(api).paging(PagedApi.Style.PAGE).with("page.more.pointer", "/meta/more"), 7);

        assertThat(api.asked()).hasSize(3);
    }

    @Test
    void asksNobodyElseForTheNextPage() {
        api.pages(PagedApi.Style.LINK, 3).leadingTo("localhost:1");

        assertThatThrownBy(() -> oneRound(ApiOptions.of(api).paging(PagedApi.Style.LINK), 7))
                .hasMessageContaining("next-address-elsewhere");
    }

    @Test
    void asksAnotherHostThatIsAllowed() {
        String other = api.url().replace("http://127.0.0.1", "localhost");
        api.pages(PagedApi.Style.LINK, 3).leadingTo(other);

        List<Long> rows =
                oneRound(ApiOptions.of(api).paging(PagedApi.Style.LINK).with("page.next.hosts", other), 7);

        assertThat(rows).isEqualTo(ApiOptions.range(1, 7));
    }

    @Test
    void asksForTheFirstPageOfAnEmptyTableOnce() {
        ApiOptions.range(1, 7).forEach(api::remove);
        api.pages(PagedApi.Style.PAGE, 3);

        oneRound(ApiOptions.of(api).paging(PagedApi.Style.PAGE), 0);

        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void readsXmlPagesByTheirCursor() {
        api.pages(PagedApi.Style.CURSOR, 3).form(PagedApi.Form.XML);

        List<Long> rows = oneRound(
                ApiOptions.of(api)
                        .paging(PagedApi.Style.CURSOR)
                        .with("format", "xml")
                        .with("xml.record", "/page/rows/row")
                        .with("page.cursor.pointer", "/page/next"),
                7);

        assertThat(rows).isEqualTo(ApiOptions.range(1, 7));
    }

    @Test
    void readsAPackedDownload() {
        api.form(PagedApi.Form.CSV).gzip();

        List<Long> rows = oneRound(ApiOptions.of(api).with("format", "csv"), 7);

        assertThat(rows).isEqualTo(ApiOptions.range(1, 7));
    }

    @Test
    void sendsTheTokenInTheBody() {
        api.pages(PagedApi.Style.PAGE, 100);

        oneRound(
                ApiOptions.of(api)
                        .with("http.method", "post")
                        .with("http.body", "template")
                        .with("pagination", "page")
                        .with("page.stop", "short")
                        .with("page.size", "100")
                        .with("http.body.template", "{\"query\":{\"page\":${page},\"size\":${page.size}}}"),
                7);

        assertThat(api.asked().get(0).body()).isEqualTo("{\"query\":{\"page\":1,\"size\":100}}");
    }

    @Test
    void tellsWhereARowCameFrom() {
        api.pages(PagedApi.Style.PAGE, 3).etags();
        Map<String, String> options = ApiOptions.of(api)
                .paging(PagedApi.Style.PAGE)
                .with("record.key", "{value.id}-{page}")
                .with("record.timestamp", "{value.updated}")
                .map();

        try (SourceHarness harness =
                ConnectorHarness.source(RestSourceConnector::new, options, DeliveryMode.AT_LEAST_ONCE)) {
            harness.start();
            oneRoundOf(harness, 7);

            var fifth = harness.delivered().get(4);
            assertThat(fifth.key()).isEqualTo("5-2");
            assertThat(fifth.timestamp()).isEqualTo(1_767_225_605_000L);
            assertThat(fifth.headers().lastWithName("millrace.rest.url").value())
                    .isEqualTo(api.url() + "/rows");
            assertThat(fifth.headers().lastWithName("millrace.rest.page").value())
                    .isEqualTo("2");
            assertThat(fifth.headers().lastWithName("millrace.rest.endpoint").value())
                    .isEqualTo("default");
            assertThat(fifth.headers().lastWithName("millrace.rest.etag").value())
                    .asString()
                    .startsWith("\"");
        }
    }

    private static List<Long> oneRound(ApiOptions options, int rows) {
        try (SourceHarness harness =
                ConnectorHarness.source(RestSourceConnector::new, options.map(), DeliveryMode.AT_LEAST_ONCE)) {
            harness.start();
            return oneRoundOf(harness, rows);
        }
    }

    /** Runs until so many rows are there and the round is over. */
    private static List<Long> oneRoundOf(SourceHarness harness, int rows) {
        harness.runUntil(
                () -> ApiOptions.ids(harness.delivered()).size() >= rows && Figures.of("rounds") == 1, "a round");
        return ApiOptions.ids(harness.delivered());
    }
}
