package dev.millrace.feed.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.feed.copybook.Copybook;
import dev.millrace.feed.copybook.CopybookOptions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class RecordPlanTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void decodesTextNumbersAndTables() throws Exception {
        RecordPlan plan = RecordPlan.compile(
                Items.record(
                        Items.field("CUST-NAME", Items.text(4)),
                        Items.field("AMOUNT", Items.packed(5, 2)),
                        Items.table("LINE", new Occurs.Times(2), Items.field("QTY", Items.binary(4)))),
                PlanOptions.DEFAULT);

        Decoded decoded = decode(plan, "C1C2C340" + "12345D" + "0001" + "FFFF");

        assertThat(decoded.value().get("CUST_NAME")).isEqualTo("ABC");
        assertThat(decoded.value().get("AMOUNT")).isEqualTo(new BigDecimal("-123.45"));
        assertThat(decoded.value().<Struct>getArray("LINE"))
                .extracting(line -> line.get("QTY"))
                .containsExactly(1, -1);
        assertThat(decoded.used()).isEqualTo(11);
        decoded.value().validate();
    }

    @Test
    void decodesARecordInTheMiddleOfOthers() throws Exception {
        RecordPlan plan = RecordPlan.compile(
                Items.record(Items.field("A", Items.text(2)), Items.field("B", Items.zoned(2))), PlanOptions.DEFAULT);
        byte[] bytes = HEX.parseHex("C1C2F1F2" + "C3C4F3F4" + "C5C6F5F6");

        Decoded decoded = plan.decode(bytes, 4, 8);

        assertThat(PlanSpec.tree(decoded.value())).isEqualTo(Map.of("A", "CD", "B", "34"));
        assertThat(decoded.used()).isEqualTo(4);
    }

    @Test
    void listsOffsetsWithFullTables() throws Exception {
        RecordPlan plan = RecordPlan.compile(parse("""
                01 REC.
                   05 N PIC 9.
                   05 T OCCURS 1 TO 3 DEPENDING ON N.
                      10 A PIC X(2).
                      10 FILLER PIC X.
                   05 B PIC S9(5)V99 COMP-3.
                   05 C REDEFINES B.
                      10 D PIC X(6).
                   05 E PIC N(2).
                """), PlanOptions.DEFAULT);

        assertThat(plan.listing())
                .containsExactly(
                        new Slot("REC", 0, 20, 1, true, "group"),
                        new Slot("REC.N", 0, 1, 1, false, "zoned 9"),
                        new Slot("REC.T", 1, 3, 3, false, "group"),
                        new Slot("REC.T.A", 1, 2, 1, false, "text"),
                        new Slot("REC.T.FILLER", 3, 1, 1, false, "text"),
                        new Slot("REC.B", 10, 4, 1, true, "packed S9(5)V9(2)"),
                        new Slot("REC.C", 10, 6, 1, true, "group"),
                        new Slot("REC.C.D", 10, 6, 1, true, "text"),
                        new Slot("REC.E", 16, 4, 1, true, "national text"));
        assertThat(plan.leastBytes()).isEqualTo(1 + 3 + 4 + 4);
        assertThat(plan.mostBytes()).isEqualTo(20);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Item.Field unknown = new Item.Field(
                Item.Traits.named("NAME", 3),
                new Coding.Text(new Length.Fixed(2), Coding.Script.FILE, Optional.of("cp9999"), false));
        Item.Group record = Items.record(
                unknown,
                Items.table("T", Items.depending("MISSING", 0, 3), Items.text(1)),
                Items.field("EMPTY", Items.text(0)),
                Items.redefining("R", "NAME", Items.text(1)));

        PlanProblem problem =
                catchThrowableOfType(PlanProblem.class, () -> RecordPlan.compile(record, PlanOptions.DEFAULT));

        assertThat(problem.complaints())
                .extracting(PlanProblem.Complaint::item)
                .containsExactly("NAME", "T", "EMPTY", "R");
        assertThat(problem)
                .hasMessageContaining("line 3, NAME: this Java has no charset cp9999")
                .hasMessageContaining("T: it depends on MISSING, and there is no field of that name before it")
                .hasMessageContaining("EMPTY: it takes no bytes")
                .hasMessageContaining("R: it redefines NAME, which is not the item in front of it");
    }

    @Test
    void refusesARecordLargerThanAnyMachine() {
        Item.Group record = Items.record(Items.table("T", new Occurs.Times(1 << 20), Items.text(1 << 20)));

        assertThatThrownBy(() -> RecordPlan.compile(record, PlanOptions.DEFAULT))
                .isInstanceOf(PlanProblem.class)
                .hasMessageContaining("T: it takes more than");
    }

    @Test
    void weighsMorePlausibleOptionsHigher() throws Exception {
        Item.Group record = parse("""
                01 REC.
                   05 NAME PIC X(4).
                   05 A PIC S9(5) COMP-3.
                   05 B PIC 9(3).
                   05 C OCCURS 2 PIC S9(3) COMP-3.
                   05 D PIC X(2).
                   05 E REDEFINES D PIC S9(3) COMP-3.
                """);
        byte[] bytes = HEX.parseHex("C1C2C340" + "12345C" + "F1F2F3" + "123D" + "AB12" + "C1C2");
        RecordPlan ebcdic = RecordPlan.compile(record, PlanOptions.DEFAULT);
        RecordPlan ascii = RecordPlan.compile(
                record, PlanOptions.DEFAULT.with(TextRules.DEFAULT.withCharset(StandardCharsets.ISO_8859_1)));

        assertThat(ebcdic.weigh(bytes, 0, bytes.length)).isEqualTo(new Plausibility(4, 3, 1, 1));
        assertThat(ascii.weigh(bytes, 0, bytes.length).numberShare()).isEqualTo(0.5);
        assertThat(ebcdic.weigh(bytes, 0, 5)).isEqualTo(new Plausibility(0, 0, 1, 1));
    }

    @Test
    void countsTextsWithControlCharactersAsDoubtful() {
        RecordPlan plan = RecordPlan.compile(Items.record(Items.field("A", Items.text(2))), PlanOptions.DEFAULT);

        assertThat(plan.weigh(HEX.parseHex("3132"), 0, 2)).isEqualTo(new Plausibility(0, 0, 1, 0));
        assertThat(plan.weigh(HEX.parseHex("C1C2"), 0, 2).plus(new Plausibility(1, 1, 1, 1)))
                .isEqualTo(new Plausibility(1, 1, 2, 2));
    }

    @Test
    void namesNestedSchemasByTheirPath() throws Exception {
        RecordPlan plan = RecordPlan.compile(parse("""
                01 REC.
                   05 G.
                      10 H OCCURS 2.
                         15 A PIC X.
                """), PlanOptions.DEFAULT);

        assertThat(plan.schema().name()).isEqualTo("REC");
        assertThat(plan.schema().field("G").schema().name()).isEqualTo("REC.G");
        assertThat(plan.schema()
                        .field("G")
                        .schema()
                        .field("H")
                        .schema()
                        .valueSchema()
                        .name())
                .isEqualTo("REC.G.H");
    }

    @Test
    void hasNoBytesOfTheRecordInItsMessages() {
        RecordPlan plan = RecordPlan.compile(Items.record(Items.field("A", Items.zoned(3))), PlanOptions.DEFAULT);

        CorruptField corrupt = catchThrowableOfType(CorruptField.class, () -> decode(plan, "C1C2C3"));

        assertThat(corrupt).hasMessage("A: a digit is none (offset 0)");
    }

    private static Item.Group parse(String copybook) throws Exception {
        List<Item.Group> records =
                Copybook.parse(copybook.indent(7), CopybookOptions.DEFAULT).records();
        return records.get(0);
    }

    private static Decoded decode(RecordPlan plan, String hex) throws CorruptField {
        byte[] bytes = HEX.parseHex(hex);
        return plan.decode(bytes, 0, bytes.length);
    }
}
