package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A shop at work while its changes are captured, its tables change, the connector is restarted and the worker killed.
 *
 * @param source the example that captures
 * @param prefix what the topics of its tables begin with
 */
record CdcScenario(CdcStage stage, ShopWriter shop, String source, String prefix) {

    /** Plays it; then the receiver has every change of every row in order. */
    void play(Runnable startSinks, boolean exactly) throws Exception {
        shop.work(60);
        String name = stage.begin(source);
        // While the snapshot is taken, if it is.
        shop.work(60);
        stage.worker().rest().awaitRunning(name, 1, CdcStage.LIMIT);
        startSinks.run();
        awaitCarried(shop.histories(), false);
        Map<String, List<String>> atFirst = shop.histories();

        shop.work(20);
        shop.widen();
        shop.work(20);
        stage.worker().rest().restart(name);
        shop.work(40);
        stage.worker().kill();
        shop.work(40);
        stage.worker().restart();
        shop.work(20);

        awaitCarried(atFirst, exactly);
        assertThat(WireBytes.topicsWith(stage.broker().bootstrapServers(), "email_hash"))
                .as("what does leave is seen")
                .contains(prefix + "customers");
        assertThat(WireBytes.topicsWith(stage.broker().bootstrapServers(), ShopWriter.SECRET))
                .as("topics with a value that must not leave the database")
                .isEmpty();
        assertThat(stage.receiver().received())
                .filteredOn(request -> request.text().contains(ShopWriter.SECRET))
                .isEmpty();
        assertThat(stage.topic("cdc-to-rest-dead-letters").size()).isZero();
    }

    /** Waits until the receiver has the history of every row; then the topics must have it, each change once if so promised. */
    private void awaitCarried(Map<String, List<String>> atFirst, boolean exactly) {
        List<String> faults = new ArrayList<>(List.of("nothing arrived"));
        AtomicInteger judged = new AtomicInteger();
        try {
            Eventually.holds("the receiver has every change", CdcStage.LIMIT, () -> {
                int accepted = stage.receiver().acceptedCount();
                if (judged.getAndSet(accepted) != accepted) {
                    faults.clear();
                    faults.addAll(RowHistories.at(stage.receiver().accepted(), prefix)
                            .faults(shop.histories(), atFirst, false));
                }
                return faults.isEmpty();
            });
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "\n" + String.join("\n", faults), late);
        }
        for (String table : List.of("orders", "customers")) {
            assertThat(RowHistories.in(stage.topic(prefix + table).read(), table)
                            .faults(only(table, shop.histories()), only(table, atFirst), exactly))
                    .isEmpty();
        }
    }

    private static Map<String, List<String>> only(String table, Map<String, List<String>> histories) {
        return histories.entrySet().stream()
                .filter(row -> row.getKey().startsWith(table))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
