package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.SideSettings;
import dev.millrace.testkit.DeliveryMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the audit topic gets of a whole run. */
@Timeout(120)
final class AuditTrailTest {

    private static final String FILE = IN + "/a.txt";

    private final MemoryFiles files = new MemoryFiles();
    private final List<FeedRun> runs = new ArrayList<>();

    @AfterEach
    void endRuns() {
        runs.forEach(FeedRun::close);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void chainsTheEventsOfARunInTheOrderOfHandingOver(DeliveryMode mode) {
        IntStream.range(0, 5).forEach(file -> files.put(IN + "/" + file + ".txt", "row of " + file + "\n"));
        FeedRun run = run(options(), mode).start();
        run.harness.runUntil(() -> run.events("archived").size() == 5, "all is archived");
        List<Struct> first = run.events();
        files.put(FILE, "later\n");
        run.harness.restart();
        run.harness.runUntil(() -> run.events("archived").size() == 6, "the later one too");
        List<Struct> second = run.events().subList(first.size(), run.events().size());

        for (List<Struct> chain : List.of(first, second)) {
            assertThat(chain)
                    .extracting(event -> event.getString("chainId"))
                    .containsOnly(chain.get(0).getString("chainId"));
            assertThat(chain)
                    .extracting(event -> event.getInt64("seq"))
                    .containsExactlyElementsOf(IntStream.range(0, chain.size())
                            .mapToObj(Long::valueOf)
                            .toList());
            assertThat(chain).extracting(event -> event.getString("prevHash")).doesNotHaveDuplicates();
            assertThat(chain.get(0).getString("prevHash")).isEmpty();
            assertThat(chain).extracting(event -> event.getString("id")).doesNotHaveDuplicates();
        }
        assertThat(first).hasSize(20);
        assertThat(second).hasSize(4);
        assertThat(second.get(0).getString("chainId"))
                .startsWith("feed/0/")
                .isNotEqualTo(first.get(0).getString("chainId"));
    }

    @Test
    void saysWhoDidWhatToWhatAndHowItEnded() {
        files.put(FILE, "one\ntwo\n");
        FeedRun run = run(options(), DeliveryMode.AT_LEAST_ONCE).start();

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.events()).allSatisfy(event -> {
            assertThat(event.getString("connector")).isEqualTo("feed");
            assertThat(event.getInt32("task")).isZero();
            assertThat(event.getString("worker")).matches("\\d+@.+");
            assertThat(event.getString("configHash")).hasSize(64);
            assertThat(event.getString("subject")).isEqualTo("memory:///in/a.txt");
            assertThat(event.getInt64("size")).isEqualTo(8);
            assertThat(event.getString("outcome")).isEqualTo("success");
        });
        assertThat(run.events())
                .extracting(event -> event.getString("step") + " " + event.getString("action"))
                .containsExactly("seen RECEIVE", "started RECEIVE", "completed RECEIVE", "archived ARCHIVE");
        Struct completed = run.events("completed").get(0);
        assertThat(completed.getInt64("records")).isEqualTo(2);
        assertThat(completed.getInt64("malformed")).isZero();
        assertThat(completed.getInt64("durationMs")).isNotNegative();
        assertThat(completed.getString("payloadHash")).hasSize(64);
        assertThat(run.events("archived").get(0).getString("reason")).isEqualTo("moved");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void tellsOfTheStepsThatWereChosenAndDeliversAllTheSame(DeliveryMode mode) {
        IntStream.range(0, 3).forEach(file -> files.put(IN + "/" + file + ".txt", "row of " + file + "\n"));
        FeedRun run =
                run(options().with(SideSettings.AUDIT_EVENTS, "archived"), mode).start();

        run.harness.runUntil(() -> run.events().size() == 3, "all is archived");
        run.turn();
        run.turn();

        assertThat(run.steps()).containsOnly("archived");
        assertThat(run.rows()).hasSize(3);
        assertThat(run.harness.offsets().all()).isEmpty();
        assertThat(files.names()).allMatch(name -> name.startsWith(ARCHIVE));
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void startsAnEmptyFileToo(DeliveryMode mode) {
        files.put(FILE, "");
        FeedRun run = run(options(), mode).start();

        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.steps()).containsExactly("seen", "started", "completed", "archived");
    }

    @Test
    void startsAFileOnceThatIsTakenUpInTheMiddle() {
        files.put(FILE, "one\ntwo\nthree\n");
        FeedRun run = run(options().with(TargetSettings.BATCH_RECORDS, "1"), DeliveryMode.EXACTLY_ONCE)
                .start();
        run.harness.runUntil(() -> run.rows().size() == 2, "two rows");

        run.harness.crash();
        run.harness.start();
        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.events("seen")).hasSize(1);
        assertThat(run.events("started")).hasSize(1);
        assertThat(run.rows()).containsExactly("one", "two", "three");
    }

    private FeedRun run(FeedOptions options, DeliveryMode mode) {
        FeedRun run = new FeedRun(files, options, mode);
        runs.add(run);
        return run;
    }

    private static FeedOptions options() {
        return FeedOptions.of("").audited();
    }
}
