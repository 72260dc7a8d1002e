package dev.millrace.feed.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.millrace.feed.plan.CorruptField;
import dev.millrace.feed.plan.Decoded;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.PlanProblem;
import dev.millrace.feed.plan.RecordPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Layouts and records that were damaged at random: an answer in bounded time, or a complaint. */
class LayoutFuzzTest {

    private static final Duration MOST = Duration.ofMinutes(2);
    private static final String SIGNS = "{}[]:,-'\"#&*!|>%@ \n\t()0129abyz_.=<+/éf";

    @Test
    void damagedLayoutsAreReadOrComplainedOf() {
        List<String> layouts = layouts().toList();
        Random random = new Random(20261122);

        int read = assertTimeoutPreemptively(MOST, () -> {
            int plans = 0;
            for (int round = 0; round < 6_000; round++) {
                String text = damaged(layouts.get(random.nextInt(layouts.size())), random);
                Optional<RecordPlan> plan = plan(text);
                if (plan.isPresent()) {
                    plans++;
                    decode(plan.get(), bytes(random, random.nextInt(60)));
                }
            }
            return plans;
        });

        assertThat(read).isBetween(30, 5_999);
    }

    @Test
    void damagedListingsAreReadOrComplainedOf() {
        List<String> listings = LayoutCase.of("listings.yaml")
                .map(each -> String.valueOf(each.value("csv")))
                .toList();
        Random random = new Random(20261123);

        int read = assertTimeoutPreemptively(MOST, () -> {
            int layouts = 0;
            for (int round = 0; round < 5_000; round++) {
                String text = damaged(listings.get(random.nextInt(listings.size())), random);
                try {
                    compile(BinaryLayout.parseListing("t", text));
                    layouts++;
                } catch (LayoutFaults expected) {
                    assertThat(expected.faults()).isNotEmpty();
                }
            }
            return layouts;
        });

        assertThat(read).isBetween(20, 4_999);
    }

    @Test
    void damagedRecordsAreReadOrMalformed() {
        List<LayoutCase> cases = LayoutCase.of("values.yaml").toList();
        Random random = new Random(20261124);

        int read = assertTimeoutPreemptively(MOST, () -> {
            int records = 0;
            for (LayoutCase given : cases) {
                RecordPlan plan = plan(given.layout()).orElseThrow();
                for (int round = 0; round < 200; round++) {
                    records += decode(plan, damaged(given.bytes(), random)) ? 1 : 0;
                }
            }
            return records;
        });

        assertThat(read).isPositive();
    }

    @Test
    void damagedMessagesOfIso8583AreReadOrMalformed() {
        Random random = new Random(20261125);

        int read = assertTimeoutPreemptively(MOST, () -> {
            int records = 0;
            for (String name : BinaryLayout.SHIPPED) {
                RecordPlan plan = plan(BinaryLayout.shipped(name).orElseThrow()).orElseThrow();
                for (int round = 0; round < 2_000; round++) {
                    records += decode(plan, bytes(random, 10 + random.nextInt(300))) ? 1 : 0;
                }
            }
            return records;
        });

        assertThat(read).isNotNegative();
    }

    private static Stream<String> layouts() {
        return Stream.of(
                        LayoutCase.of("formats.yaml").map(LayoutCase::layout),
                        LayoutCase.of("values.yaml").map(LayoutCase::layout),
                        LayoutCase.of("faults.yaml").map(LayoutCase::layout))
                .flatMap(each -> each);
    }

    private static Optional<RecordPlan> plan(String text) {
        try {
            return compile(BinaryLayout.parse(text)).stream().findFirst();
        } catch (LayoutFaults expected) {
            assertThat(expected.faults()).isNotEmpty();
            return Optional.empty();
        }
    }

    private static List<RecordPlan> compile(BinaryLayout layout) {
        List<RecordPlan> plans = new ArrayList<>();
        for (Item.Group record : layout.records()) {
            try {
                plans.add(RecordPlan.compile(record, PlanOptions.DEFAULT));
            } catch (PlanProblem expected) {
                assertThat(expected.complaints()).isNotEmpty();
            }
        }
        return plans;
    }

    private static boolean decode(RecordPlan plan, byte[] bytes) {
        try {
            Decoded decoded = plan.decode(bytes, 0, bytes.length);
            decoded.value().validate();
            assertThat(decoded.used()).isBetween(0, bytes.length);
            return true;
        } catch (CorruptField expected) {
            assertThat(expected.code()).isNotEmpty();
            return false;
        }
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(8));
            String sign = String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length())));
            switch (random.nextInt(4)) {
                case 0 -> damaged.replace(at, at + 1, sign);
                case 1 -> damaged.insert(at, sign);
                case 2 -> damaged.delete(at, end);
                default -> damaged.insert(at, damaged.substring(at, end));
            }
        }
        return damaged.toString();
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        if (bytes.length == 0 || random.nextInt(10) == 0) {
            return bytes(random, random.nextInt(40));
        }
        byte[] damaged = Arrays.copyOf(bytes, Math.max(1, bytes.length - 3 + random.nextInt(7)));
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
