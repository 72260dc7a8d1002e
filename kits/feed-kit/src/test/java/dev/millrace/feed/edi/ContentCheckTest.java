package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.format.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transaction sets that have a schema. */
class ContentCheckTest {

    private static final String GOOD =
            order("BEG*00*SA*PO1**20250102~REF*DP*038~PO1*1*5~PID*F*BLUE~MEA*CT~PID*F*RED~PO1*2*7~CTT*2~", 10);

    private static String order(String segments, int count) {
        return EdiText.isa("000000001") + "GS*PO*SENDER*RECEIVER*20250102*0304*1*X*005010~\nST*850*0001~" + segments
                + "SE*" + count + "*0001~GE*1*1~IEA*1*000000001~";
    }

    private static String schema() throws Exception {
        return Path.of(Objects.requireNonNull(ContentCheckTest.class.getResource("/spec/edi/order-850.xml"))
                        .toURI())
                .toString();
    }

    private static EdiRun read(String text, String... options) throws Exception {
        Map<String, String> all = new HashMap<>();
        all.put("edi.schemas", "850=" + schema());
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return EdiRun.of(EdiText.bytes(text), all);
    }

    /** Tags, and loops as a code with a list behind it. */
    private static List<Object> outline(Object segments) {
        List<Object> outline = new ArrayList<>();
        for (Object part : (List<?>) segments) {
            Map<?, ?> map = (Map<?, ?>) part;
            if (map.containsKey("tag")) {
                outline.add(Objects.requireNonNull(map.get("tag")));
            } else {
                outline.add(Objects.requireNonNull(map.get("loop")));
                outline.add(outline(Objects.requireNonNull(map.get("segments"))));
            }
        }
        return outline;
    }

    private static List<Object> outlineOf(EdiRun run) {
        Map<?, ?> value = (Map<?, ?>) Objects.requireNonNull(run.values().get(0).value());
        return outline(Objects.requireNonNull(value.get("segments")));
    }

    @Test
    void nestsLoopsInTheOrderOfTheSegments() throws Exception {
        EdiRun run = read(GOOD);

        assertThat(run.notices()).isEmpty();
        assertThat(outlineOf(run))
                .containsExactly(
                        "ST",
                        "BEG",
                        "REF",
                        "L0000",
                        List.of("PO1", "L0010", List.of("PID", "MEA"), "L0010", List.of("PID")),
                        "L0000",
                        List.of("PO1"),
                        "CTT",
                        "SE");
    }

    @Test
    void reportsWhatBreaksTheSchemaAndReadsItAllTheSame() throws Exception {
        String text = order("BEG*00*TOOLONG*PO1**20251399~PO1*1*5~ZZZ*secret4711~CTT*x~", 6);

        EdiRun run = read(text);

        assertThat(run.values()).hasSize(1);
        assertThat(run.notices()).contains("element-too-long", "invalid-date", "invalid-character");
        assertThat(outlineOf(run)).containsExactly("ST", "BEG", "L0000", List.of("PO1", "ZZZ"), "CTT", "SE");
        assertThat(run.reads())
                .filteredOn(Read.Notice.class::isInstance)
                .extracting(read -> ((Read.Notice) read).message())
                .anyMatch(message -> message.contains("in segment 2, element 2"))
                .noneMatch(message -> message.contains("secret4711"));
    }

    @Test
    void setsAsideWhatBreaksTheSchemaWhenItMayReject() throws Exception {
        EdiRun run = read(order("BEG*00*SA*PO1~PO1*1*5~", 4), "edi.validation", "reject");

        assertThat(run.values()).isEmpty();
        assertThat(run.malformed()).containsExactly("element-missing");
    }

    @Test
    void onlyNestsWhenItShallNotValidate() throws Exception {
        EdiRun run = read(order("BEG*00*SA*PO1~PO1*1*5~", 4), "edi.validation", "none");

        assertThat(run.notices()).isEmpty();
        assertThat(outlineOf(run)).containsExactly("ST", "BEG", "L0000", List.of("PO1"), "SE");
    }

    @Test
    void keepsEverySegmentOfATransactionSetThatTheSchemaDoesNotFitAtAll() throws Exception {
        EdiRun run = read(order("AAA*1~BBB*2~PO1*1*5~AAA*3~", 6));

        assertThat(run.notices()).isNotEmpty();
        assertThat(outlineOf(run).toString().replaceAll("[\\[\\]]|L[0-9]{4}, ", ""))
                .isEqualTo("ST, AAA, BBB, PO1, AAA, SE");
    }

    @Test
    void choosesTheSchemaByTypeAndVersion(@TempDir Path folder) throws Exception {
        String text = Files.readString(Path.of(schema()));
        Path other = folder.resolve("other.xml");
        Files.writeString(other, text.replace("L0000", "LINE"));
        String schemas = "850=" + schema() + ",850/005010=" + other + "," + schema();

        EdiRun newer = read(GOOD, "edi.schemas", schemas);
        EdiRun older = read(GOOD.replace("*X*005010", "*X*004010"), "edi.schemas", schemas);
        EdiRun unknown = read(GOOD.replace("ST*850", "ST*855"), "edi.schemas", "850=" + schema());

        assertThat(outlineOf(newer)).contains("LINE");
        assertThat(outlineOf(older)).contains("L0000");
        assertThat(outlineOf(unknown)).doesNotContain("LINE", "L0000");
    }

    @Test
    void readsEdifactWithASchemaInItsOwnSeparators(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("orders.xml");
        Files.writeString(
                file,
                "<schema xmlns=\"http://xlate.io/EDISchema/v4\"><transaction><sequence><segment type=\"BGM\"/>"
                        + "<segment type=\"FTX\"/><loop code=\"SG28\" maxOccurs=\"9\"><sequence><segment type=\"LIN\"/>"
                        + "</sequence></loop></sequence></transaction>"
                        + "<elementType name=\"E\" base=\"string\" maxLength=\"99\"/>"
                        + segmentType("BGM", 3) + segmentType("FTX", 4) + segmentType("LIN", 3) + "</schema>");
        String text = EdiText.edifact("UNOC:3", "R1", EdiText.message("1", 5));
        String other = "UNA:|,? ~" + text.replace('+', '|').replaceAll("(?<!\\?)'", "~");

        EdiRun usual = read(text, "edi.schemas", "ORDERS=" + file, "edi.validation", "none");
        EdiRun own = read(other, "edi.schemas", "ORDERS=" + file, "edi.validation", "none");

        assertThat(outlineOf(usual)).containsExactly("UNH", "BGM", "FTX", "SG28", List.of("LIN"), "UNT");
        assertThat(outlineOf(own)).isEqualTo(outlineOf(usual));
    }

    private static String segmentType(String name, int elements) {
        return "<segmentType name=\"" + name + "\"><sequence>"
                + "<element type=\"E\" maxOccurs=\"1\"/>".repeat(elements) + "</sequence></segmentType>";
    }

    @Test
    void saysWhatIsWrongWithASchema(@TempDir Path folder) throws IOException {
        Path broken = folder.resolve("broken.xml");
        Files.writeString(broken, "<schema/>");

        assertThatThrownBy(() -> read(GOOD, "edi.schemas", "850=" + folder.resolve("missing.xml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("can't read");
        assertThatThrownBy(() -> read(GOOD, "edi.schemas", "850=" + broken))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no StAEDI schema");
    }

    @Test
    void refusesSchemasForSegments() throws Exception {
        List<String> problems = new ArrayList<>();

        new EdiFormat()
                .validate(
                        EdiRun.config(Map.of("edi.record", "segment", "edi.schemas", "850=" + schema())),
                        (key, sentence) -> problems.add(key + " " + sentence));

        assertThat(problems).singleElement().asString().startsWith("edi.schemas has schemas, which need records");
    }
}
