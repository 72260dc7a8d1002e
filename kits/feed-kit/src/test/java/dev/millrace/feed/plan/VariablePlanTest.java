package dev.millrace.feed.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What no copybook can say: lengths, counts and conditions that are calculated. */
class VariablePlanTest {

    private static final PlanOptions FLAGS =
            PlanOptions.DEFAULT.with(DamageRules.DEFAULT.withCorrupt(CorruptPolicy.FLAG));

    @Test
    void readsATableToTheEndOfTheRecord() throws Exception {
        RecordPlan plan = compile(
                Items.field("A", Items.text(1)),
                Items.table(
                        "T",
                        new Occurs.ToTheEnd(),
                        Items.field("N", Items.zoned(1)),
                        Items.field("M", Items.zoned(1))));

        assertThat(decode(plan, "C1 F1F2 F3F4"))
                .isEqualTo(Map.of("A", "A", "T", List.of(Map.of("N", "1", "M", "2"), Map.of("N", "3", "M", "4"))));
        assertThat(decode(plan, "C1")).isEqualTo(Map.of("A", "A", "T", List.of()));
        assertThat(plan.mostBytes()).isEqualTo(Integer.MAX_VALUE);
        assertThat(corrupt(plan, "C1 F1F2 F3").path()).isEqualTo("T[].M");
    }

    @Test
    void calculatesHowOftenAnItemOccurs() throws Exception {
        RecordPlan plan = compile(
                Items.field("N", Items.zoned(1)),
                Items.table("T", new Occurs.Counted(FormulaParser.number("N * 2 - 1"), 9), Items.zoned(1)),
                Items.field("B", Items.text(1)));

        assertThat(decode(plan, "F2 F1F2F3 C1")).isEqualTo(Map.of("N", "2", "T", List.of("1", "2", "3"), "B", "A"));
        assertThat(corrupt(plan, "F9 F1F2F3 C1").code()).isEqualTo("count-out-of-range");
        assertThat(corrupt(plan, "F0 C1").code()).isEqualTo("count-out-of-range");
    }

    @Test
    void countsWhatRemainsFromTheItemOn() throws Exception {
        RecordPlan plan = compile(
                Items.field("A", Items.text(2)),
                Items.table("T", new Occurs.Counted(FormulaParser.number("remaining / 2"), 9), Items.text(1)));

        assertThat(decode(plan, "C1C2 C3C4C5C6")).isEqualTo(Map.of("A", "AB", "T", List.of("C", "D")));
    }

    @Test
    void leavesOutWhatIsNotThere() throws Exception {
        Item.Traits sometimes = new Item.Traits(
                "B", Optional.empty(), Optional.empty(), Optional.of(FormulaParser.condition("A = 'Y'")), List.of(), 0);
        RecordPlan plan = compile(
                Items.field("A", Items.text(1)),
                new Item.Group(sometimes, List.of(Items.field("C", Items.text(2)))),
                Items.field("D", Items.text(1)));

        assertThat(decode(plan, "E8 C1C2 C3")).isEqualTo(Map.of("A", "Y", "B", Map.of("C", "AB"), "D", "C"));
        assertThat(decode(plan, "D5 C3")).isEqualTo(Map.of("A", "N", "D", "C"));
        assertThat(plan.leastBytes()).isEqualTo(2);
        assertThat(plan.mostBytes()).isEqualTo(4);
    }

    @Test
    void keepsTheItemsOfAWindowInIt() throws Exception {
        Length length = new Length.Computed(FormulaParser.number("N"), 9);
        RecordPlan plan = compile(
                Items.field("N", Items.zoned(1)),
                new Item.Window(
                        Item.Traits.named("W", 0),
                        length,
                        List.of(
                                Items.field("A", Items.text(1)),
                                Items.table("T", new Occurs.ToTheEnd(), Items.text(2)))),
                Items.field("B", Items.text(1)));

        assertThat(decode(plan, "F5 C1 C2C3 C4C5 C6"))
                .isEqualTo(Map.of("N", "5", "W", Map.of("A", "A", "T", List.of("BC", "DE")), "B", "F"));
        assertThat(corrupt(plan, "F9 C1 C2C3").path()).isEqualTo("W");
        assertThat(corrupt(plan, "F0 C6").path()).isEqualTo("W.A");
    }

    @Test
    void goesOnBehindATextOfItsOwnLength() throws Exception {
        Length prefixed = new Length.Prefixed(Items.zoned(2), 20);
        RecordPlan plan = compile(
                Items.field("A", new Coding.Text(prefixed, Coding.Script.FILE, Optional.empty(), false)),
                Items.table("T", new Occurs.Times(2), new Coding.Bytes(new Length.Prefixed(Items.zoned(1), 9))),
                Items.field("B", Items.text(1)));

        assertThat(decode(plan, "F0F3 C1C2C3 F1AA F2BBCC C4"))
                .isEqualTo(Map.of("A", "ABC", "T", List.of("AA", "BBCC"), "B", "D"));
        assertThat(corrupt(plan, "F9F9 C1").path()).isEqualTo("A");
        assertThat(corrupt(plan, "F0F3 C1").code()).isEqualTo("too-short");
    }

    @Test
    void stopsATableOfElementsThatMayBeEmpty() throws Exception {
        Coding empty = new Coding.Text(
                new Length.Computed(FormulaParser.number("N"), 9), Coding.Script.FILE, Optional.empty(), false);
        RecordPlan plan = compile(Items.field("N", Items.zoned(1)), Items.table("T", new Occurs.ToTheEnd(), empty));

        assertThat(decode(plan, "F1 C1C2")).isEqualTo(Map.of("N", "1", "T", List.of("A", "B")));
        assertThat(corrupt(plan, "F0 C1C2").code()).isEqualTo("count-out-of-range");
    }

    @Test
    void namesTheFieldsThatAFormulaMisses() {
        PlanProblem problem = catchThrowableOfType(
                PlanProblem.class,
                () -> compile(
                        Items.table("T", new Occurs.Counted(FormulaParser.number("MISSING + 1"), 9), Items.text(1))));

        assertThat(problem).hasMessageContaining("T: there is no field MISSING before it");
    }

    private static RecordPlan compile(Item... members) {
        return RecordPlan.compile(Items.record(members), FLAGS);
    }

    private static Object decode(RecordPlan plan, String hex) throws CorruptField {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        Decoded decoded = plan.decode(bytes, 0, bytes.length);
        assertThat(decoded.used()).isEqualTo(hex.contains("C3C4C5C6") ? bytes.length - 2 : bytes.length);
        return PlanSpec.tree(decoded.value());
    }

    private static CorruptField corrupt(RecordPlan plan, String hex) {
        return catchThrowableOfType(CorruptField.class, () -> decode(plan, hex));
    }
}
