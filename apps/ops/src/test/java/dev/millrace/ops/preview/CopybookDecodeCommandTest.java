package dev.millrace.ops.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.Called;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a copybook says of a file: how it is framed, and what its bytes are. */
class CopybookDecodeCommandTest {

    private static final Charset EBCDIC = Charset.forName("IBM037");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path copybook = Path.of("");

    @BeforeEach
    void writesTheCopybook() throws IOException {
        copybook = Files.writeString(folder.resolve("customer.cpy"), """
                       01 CUSTOMER.
                          05 ID PIC S9(5) COMP-3.
                          05 NAME PIC X(6).
                          05 CODE REDEFINES NAME PIC 9(6).
                          05 LINES-COUNT PIC 9.
                          05 LINE OCCURS 0 TO 3 DEPENDING ON LINES-COUNT.
                             10 QTY PIC S9(3) COMP.
                """);
    }

    @Test
    void showsBytesBesideValues() throws IOException {
        Path file = Files.write(folder.resolve("customers.bin"), variable(record("ADA   ", 2), record("GRACE ", 0)));

        Called called = Called.with("copybook", "decode", copybook.toString(), file.toString(), "--show-values");

        assertThat(called.out())
                .contains("copybook.framing=v", "copybook.charset=IBM037")
                .contains("at 0: CUSTOMER, 14 bytes")
                .containsPattern(" 0 +3  packed S9\\(5\\) +ID +12345C  12345\\n")
                .containsPattern(" 3 +6  text +NAME +C1C4C1404040  \"ADA\"\\n")
                .containsPattern(" 3 +6  zoned 9\\(6\\) +CODE +C1C4C1404040  ! ")
                .containsPattern(" 9 +1  zoned 9 +LINES-COUNT +F2  2\\n")
                .containsPattern(" 10 +2  binary S9\\(3\\) +LINE\\[0].QTY +0001  1\\n")
                .containsPattern(" 12 +2  binary S9\\(3\\) +LINE\\[1].QTY +0002  2\\n")
                .contains("at 18: CUSTOMER, 10 bytes");
        // Letters are no number, in the other meaning of the same bytes.
        assertThat(called.exitCode()).as(called.err()).isEqualTo(1);
    }

    @Test
    void showsNothingOfTheContentUnlessAsked() throws IOException {
        Path file = Files.write(folder.resolve("customers.bin"), variable(record("ADA   ", 1), record("GRACE ", 0)));

        Called text = Called.with("copybook", "decode", copybook.toString(), file.toString());
        Called json = Called.with("copybook", "decode", copybook.toString(), file.toString(), "--json");

        assertThat(text.out()).contains("LINE[0].QTY").doesNotContain("ADA", "C1C4C1", "12345");
        assertThat(json.out()).contains("LINE[0].QTY").doesNotContain("ADA", "C1C4C1", "12345");
    }

    @Test
    void tellsWhereARecordEndsTooEarlyOrTooLate() throws IOException {
        byte[] whole = record("GRACE ", 0);
        byte[] cut = Arrays.copyOf(whole, 7);
        byte[] longer = Arrays.copyOf(whole, 12);
        byte[] uncounted = whole.clone();
        uncounted[9] = (byte) 0xF9;
        Path file = Files.write(folder.resolve("odd.bin"), variable(whole, cut, longer, uncounted));

        Called called = Called.with(
                "copybook",
                "decode",
                copybook.toString(),
                file.toString(),
                "--limit",
                "4",
                "--json",
                "--set",
                "copybook.framing=v",
                "--set",
                "copybook.charset=IBM037");

        JsonNode records = new ObjectMapper().readTree(called.out()).path("records");
        assertThat(called.exitCode()).as(called.err()).isEqualTo(1);
        assertThat(last(records.get(1))).isEqualTo("NAME too-short");
        assertThat(last(records.get(2))).isEqualTo("(not described) trailing-bytes");
        assertThat(last(records.get(3))).isEqualTo("LINE count-out-of-range");
    }

    @Test
    void proposesFramingAndCodePageByACopybook() throws IOException {
        Path file = Files.write(
                folder.resolve("customers.bin"),
                variable(record("ADA   ", 1), record("GRACE ", 0), record("LINUS ", 2)));

        Called called = Called.with("copybook", "detect", file.toString(), "--copybook", copybook.toString());

        assertThat(called.exitCode()).as(called.err()).isZero();
        String first = called.out().split("\\n\\n", -1)[1];
        assertThat(called.out()).doesNotContain("ADA");
        assertThat(first)
                .contains("3 records, 0 faults")
                .contains("copybook.framing=v", "copybook.framing.endian=big")
                .containsPattern("copybook.charset=IBM(037|1047|273)");
    }

    @Test
    void proposesFramingByDescriptorWordsAlone() throws IOException {
        Path file = Files.write(folder.resolve("customers.bin"), variable(record("ADA   ", 1), record("GRACE ", 0)));

        Called called = Called.with("copybook", "detect", file.toString(), "--json");

        JsonNode report = new ObjectMapper().readTree(called.out());
        assertThat(called.exitCode()).as(called.err()).isZero();
        assertThat(report.at("/proposals/0/config/copybook.framing").asText()).isEqualTo("v");
        assertThat(report.at("/proposals/0/records").asInt()).isEqualTo(2);
    }

    @Test
    void tellsTextInEbcdic() throws IOException {
        Path file = Files.write(folder.resolve("text"), "HELLO WORLD 1234".getBytes(EBCDIC));

        Called called = Called.with("copybook", "detect", file.toString());

        assertThat(called.out()).startsWith("most bytes are letters, digits and blanks of EBCDIC");
    }

    /** Records of different lengths have no framing by default. */
    @Test
    void inferKnowsTheFramingOfThemToo() throws IOException {
        Path file = Files.write(
                folder.resolve("customers.bin"),
                variable(record("ADA   ", 1), record("GRACE ", 0), record("LINUS ", 2)));

        Called called = Called.with("infer", file.toString(), "--copybook", copybook.toString(), "--json");

        assertThat(called.err()).isEmpty();
        assertThat(new ObjectMapper()
                        .readTree(called.out())
                        .at("/config/copybook.framing")
                        .asText())
                .isEqualTo("v");
    }

    @Test
    void saysWhatToDoWhereNothingFits() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "no words lead through this", StandardCharsets.US_ASCII);

        Called called = Called.with("copybook", "detect", file.toString());

        assertThat(called.exitCode()).isEqualTo(1);
        assertThat(called.out()).contains("no text in EBCDIC", "--copybook FILE");
    }

    @Test
    void namesAFileThatIsNotThere() {
        Called called = Called.with("copybook", "decode", copybook.toString(), "/nowhere.bin");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains("/nowhere.bin can't be read");
    }

    private static String last(JsonNode record) {
        JsonNode field = record.path("fields").get(record.path("fields").size() - 1);
        return field.path("path").asText() + " " + field.path("code").asText();
    }

    /** A number in packed decimal, a name in EBCDIC, and a table. */
    private static byte[] record(String name, int lines) throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(new byte[] {0x12, 0x34, 0x5C});
        record.write(name.getBytes(EBCDIC));
        record.write(0xF0 + lines);
        for (int i = 1; i <= lines; i++) {
            record.write(new byte[] {0, (byte) i});
        }
        return record.toByteArray();
    }

    /** With the descriptor word of a variable record in front of each. */
    private static byte[] variable(byte[]... records) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] record : records) {
            all.write(new byte[] {0, (byte) (record.length + 4), 0, 0});
            all.write(record);
        }
        return all.toByteArray();
    }
}
