package dev.millrace.feed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layouts nobody would write, with bytes that are none of theirs. */
class RandomPlanTest {

    private static final int LAYOUTS = 150;
    private static final int RECORDS = 40;
    private static final int DEEPEST = 4;

    static IntStream seeds() {
        return IntStream.range(0, LAYOUTS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void endsWithAValueOrACorruptField(int seed) throws Exception {
        Random random = new Random(seed);
        Item.Group record = new Layouts(random).record();
        PlanOptions options = PlanOptions.DEFAULT
                .with(ShapeRules.DEFAULT
                        .withOdo(any(random, OdoPolicy.values()))
                        .withUnruled(any(random, Undecided.values()))
                        .withShortRecord(any(random, ShortRecord.values())))
                .with(DamageRules.DEFAULT.withCorrupt(
                        any(random, new CorruptPolicy[] {CorruptPolicy.NULL, CorruptPolicy.FLAG, CorruptPolicy.RAW})))
                .with(NameRules.DEFAULT
                        .withGroups(random.nextBoolean())
                        .withFillers(new FillerPolicy(
                                random.nextBoolean(),
                                any(random, FillerPolicy.Groups.values()),
                                any(random, FillerPolicy.Naming.values()))))
                .with(NumberRules.DEFAULT.withZones(any(random, Zones.values())));

        RecordPlan plan = RecordPlan.compile(record, options);

        Slot whole = plan.listing().get(0);
        assertThat(plan.mostBytes()).isEqualTo(whole.length());
        assertThat(plan.leastBytes()).isLessThanOrEqualTo(plan.mostBytes());
        for (int i = 0; i < RECORDS; i++) {
            byte[] bytes = bytes(random, plan);
            decode(plan, bytes);
            plan.weigh(bytes, 0, bytes.length);
        }
    }

    private static void decode(RecordPlan plan, byte[] bytes) {
        try {
            Decoded decoded = plan.decode(bytes, 0, bytes.length);
            decoded.value().validate();
            assertThat(decoded.used()).isBetween(0, bytes.length);
        } catch (CorruptField corrupt) {
            assertThat(corrupt.code()).isIn("too-short", "count-out-of-range");
            assertThat(corrupt.stops()).isFalse();
        }
    }

    /** Mostly digits, so that some counts are counts. */
    private static byte[] bytes(Random random, RecordPlan plan) {
        int most = Math.min(plan.mostBytes(), 3000);
        byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(most + 1) : most];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(5) > 0 ? 0xF0 + random.nextInt(4) : random.nextInt(256));
        }
        return bytes;
    }

    private static <T> T any(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    /** Makes layouts. */
    private static final class Layouts {

        private final Random random;
        private final List<String> counts = new ArrayList<>();
        private int names;

        Layouts(Random random) {
            this.random = random;
        }

        Item.Group record() {
            return new Item.Group(Item.Traits.named("REC", 1), members(0));
        }

        private List<Item> members(int depth) {
            List<Item> members = new ArrayList<>();
            int size = 1 + random.nextInt(5);
            for (int i = 0; i < size; i++) {
                if ((depth == 0 && i == 0) || random.nextInt(4) == 0) {
                    String name = "N" + names++;
                    members.add(Items.field(name, Items.zoned(1)));
                    counts.add(name);
                } else {
                    members.add(item(depth));
                }
                String last = members.get(members.size() - 1).traits().name();
                if (random.nextInt(5) == 0 && !last.isEmpty()) {
                    members.add(Items.redefining("R" + names++, last, coding()));
                }
            }
            return members;
        }

        private Item item(int depth) {
            String name = random.nextInt(6) == 0 ? "" : "F" + names++;
            Item.Traits traits = new Item.Traits(name, Optional.empty(), occurs(), Optional.empty(), List.of(), names);
            return depth < DEEPEST && random.nextInt(3) == 0
                    ? new Item.Group(traits, members(depth + 1))
                    : new Item.Field(traits, coding());
        }

        private Optional<Occurs> occurs() {
            return switch (random.nextInt(6)) {
                case 0 -> Optional.of(new Occurs.Times(1 + random.nextInt(3)));
                case 1 -> Optional.of(Items.depending(counts.get(random.nextInt(counts.size())), 0, 3));
                default -> Optional.empty();
            };
        }

        private Coding coding() {
            return switch (random.nextInt(9)) {
                case 0 -> Items.zoned(1 + random.nextInt(20));
                case 1 -> Items.zoned(1 + random.nextInt(20), random.nextInt(5) - 2, any(random, Coding.Sign.values()));
                case 2 -> Items.packed(1 + random.nextInt(31), random.nextInt(4));
                case 3 -> Items.binary(1 + random.nextInt(18));
                case 4 ->
                    new Coding.Floating(
                            random.nextBoolean() ? 4 : 8,
                            Optional.of(any(random, Coding.FloatForm.values())),
                            Optional.empty());
                case 5 -> new Coding.Edited("ZZ,ZZ9.99CR", true, random.nextBoolean(), false);
                case 6 ->
                    new Coding.Text(
                            new Length.Fixed(2 + 2 * random.nextInt(4)),
                            any(random, Coding.Script.values()),
                            Optional.empty(),
                            random.nextBoolean());
                case 7 -> new Coding.Bytes(new Length.Fixed(1 + random.nextInt(4)));
                default -> Items.text(1 + random.nextInt(8));
            };
        }
    }
}
