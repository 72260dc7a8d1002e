package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DedupWindowTest {

    private static final long WINDOW = 16_000;

    private final TestClock clock = new TestClock();
    private final LongAdder evicted = new LongAdder();

    private DedupWindow window(int most) {
        return new DedupWindow(
                DedupOptions.settings("dedup.window.ms", "" + WINDOW, "dedup.max.entries", "" + most), clock, evicted);
    }

    @Test
    void knowsWhatWasAddedAndNothingElse() {
        DedupWindow window = window(100);

        window.add(new EventKey(1, 2));

        assertThat(window.contains(new EventKey(1, 2))).isTrue();
        assertThat(window.contains(new EventKey(1, 3))).isFalse();
        assertThat(window.contains(new EventKey(2, 2))).isFalse();
    }

    @Test
    void knowsKeysWhoseHalvesAreZero() {
        DedupWindow window = window(100);

        window.add(new EventKey(0, 0));
        window.add(new EventKey(0, 7));

        assertThat(window.contains(new EventKey(0, 0))).isTrue();
        assertThat(window.contains(new EventKey(0, 7))).isTrue();
        assertThat(window.contains(new EventKey(0, 8))).isFalse();
    }

    @Test
    void forgetsAfterTheWindowAndNotBefore() {
        DedupWindow window = window(100);
        window.add(new EventKey(1, 1));

        clock.advanceMillis(WINDOW - 1);
        boolean atTheEnd = window.contains(new EventKey(1, 1));
        clock.advanceMillis(WINDOW / 16 + 1);

        assertThat(atTheEnd).isTrue();
        assertThat(window.contains(new EventKey(1, 1))).isFalse();
    }

    @Test
    void givesTheMemoryOfABurstBack() {
        DedupWindow window = window(100_000);
        Random random = new Random(7);
        for (int event = 0; event < 50_000; event++) {
            window.add(key(random));
        }

        clock.advance(Duration.ofHours(1));
        window.add(new EventKey(1, 1));

        assertThat(window.size()).isEqualTo(1);
        assertThat(window.bytes()).isLessThan(1_000);
        assertThat(evicted.sum()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 100, 1000})
    void keepsAsManyAsPromisedAndCountsTheRest(int most) {
        DedupWindow window = window(most);
        List<EventKey> keys = new ArrayList<>();
        Random random = new Random(most);

        for (int event = 0; event < 3 * most; event++) {
            keys.add(key(random));
            window.add(keys.get(event));
        }

        assertThat(keys.subList(2 * most, 3 * most)).allMatch(window::contains);
        assertThat(window.size()).isBetween(most, most + (most + 15) / 16);
        assertThat(evicted.sum()).isEqualTo(3L * most - window.size());
    }

    @ParameterizedTest
    @CsvSource({"1,40", "2,500", "3,3000", "4,100000"})
    void agreesWithAModel(int seed, int most) {
        DedupWindow window = window(most);
        Map<EventKey, Long> model = new LinkedHashMap<>();
        Random random = new Random(seed);
        List<EventKey> known = new ArrayList<>();
        int wrong = 0;

        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(3) == 0) {
                clock.advanceMillis(random.nextInt(40));
            }
            EventKey key =
                    known.isEmpty() || random.nextBoolean() ? key(random) : known.get(random.nextInt(known.size()));
            long now = clock.millis();
            Long since = model.get(key);
            boolean mustKnow = since != null && now - since < WINDOW && ageInEvents(model, key) < most;
            boolean mustNotKnow = since == null || now - since > WINDOW + WINDOW / 16 + 1;
            boolean knows = window.contains(key);
            wrong += (mustKnow && !knows) || (mustNotKnow && knows) ? 1 : 0;
            if (!knows) {
                window.add(key);
                model.remove(key);
                model.put(key, now);
                known.add(key);
            }
        }

        assertThat(wrong).isZero();
    }

    /** How many were added behind it: looked up rarely enough, for only young keys matter. */
    private static long ageInEvents(Map<EventKey, Long> model, EventKey key) {
        long behind = 0;
        boolean found = false;
        for (EventKey one : model.keySet()) {
            behind += found ? 1 : 0;
            found |= one.equals(key);
        }
        return behind;
    }

    @Test
    void takesThePastInAnyOrder() {
        DedupWindow window = window(1_000);
        long now = clock.millis();

        window.add(new SeenEvent(new EventKey(1, 1), now - 5_000));
        window.add(new SeenEvent(new EventKey(2, 2), now - 15_000));
        window.add(new SeenEvent(new EventKey(3, 3), now - WINDOW - 2_000));
        window.add(new SeenEvent(new EventKey(4, 4), now + 60_000));
        clock.advanceMillis(3_000);

        assertThat(window.contains(new EventKey(1, 1))).isTrue();
        assertThat(window.contains(new EventKey(2, 2))).isFalse();
        assertThat(window.contains(new EventKey(3, 3))).isFalse();
        assertThat(window.contains(new EventKey(4, 4))).isTrue();
    }

    @Test
    void takesAtMostFortyThreeBytesForAKeyOnceThereAreMany() {
        DedupWindow window = window(160_000);
        Random random = new Random(11);
        double worst = 0;

        for (int event = 1; event <= 160_000; event++) {
            window.add(key(random));
            if (event >= 10_000 && event % 500 == 0) {
                worst = Math.max(worst, (double) window.bytes() / event);
            }
        }

        assertThat(worst).isLessThan(43);
        assertThat((double) window.bytes() / 160_000).isLessThan(22);
    }

    @Test
    void neverMissesAKeyThatAnotherThreadAdded() throws InterruptedException {
        DedupWindow window = window(1_000_000);
        EventKey[] keys = new EventKey[200_000];
        Random random = new Random(3);
        for (int at = 0; at < keys.length; at++) {
            keys[at] = key(random);
        }
        AtomicInteger added = new AtomicInteger();
        AtomicInteger missed = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            Random choice = new Random(5);
            while (added.get() < keys.length) {
                int until = added.get();
                if (until > 0 && !window.contains(keys[choice.nextInt(until)])) {
                    missed.incrementAndGet();
                }
            }
            done.countDown();
        });
        reader.start();

        for (EventKey key : keys) {
            window.add(key);
            added.incrementAndGet();
        }
        done.await();

        assertThat(missed).hasValue(0);
    }

    private static EventKey key(Random random) {
        return new EventKey(random.nextLong(), random.nextLong());
    }
}
