package dev.millrace.ops.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferCommandTest {

    private final Path folder;

    InferCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private JsonNode inferred(byte[] sample, String... more) throws IOException {
        Path file = Files.write(folder.resolve("sample"), sample);
        String[] arguments = new String[more.length + 3];
        arguments[0] = "infer";
        arguments[1] = file.toString();
        arguments[2] = "--json";
        System.arraycopy(more, 0, arguments, 3, more.length);
        Called called = Called.with(arguments);
        assertThat(called.err()).isEmpty();
        return new ObjectMapper().readTree(called.out());
    }

    private JsonNode inferred(String sample) throws IOException {
        return inferred(sample.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void tellsTheSeparatorAndTheHeader(String separator) throws IOException {
        String sample = "id;name;note\n1;Ada;\"a;b,c|d\"\n2;Grace;e\n".replace(";", separator);

        JsonNode proposal = inferred(sample);

        assertThat(proposal.path("config").path("format").asText()).isEqualTo("csv");
        assertThat(proposal.path("config").path("csv.separator").asText())
                .isEqualTo(separator.equals("\t") ? "tab" : separator);
        assertThat(proposal.path("config").path("csv.header").asText()).isEqualTo("first-line");
        assertThat(proposal.path("records").asInt()).isEqualTo(2);
        assertThat(proposal.path("fields").findValuesAsText("path"))
                .containsExactly("value.id", "value.name", "value.note");
    }

    @Test
    void tellsRowsWithoutAHeaderAndTheirCharset() throws IOException {
        JsonNode proposal = inferred("1;Müller\n2;Gößler\n".getBytes(Charset.forName("windows-1252")));

        assertThat(proposal.path("config").path("csv.header").asText()).isEqualTo("none");
        assertThat(proposal.path("config").path("csv.charset").asText()).isEqualTo("windows-1252");
        assertThat(proposal.path("records").asInt()).isEqualTo(2);
    }

    @Test
    void tellsTheOtherFormatsByTheirBeginnings() throws IOException {
        String interchange = "UNB+UNOC:3+A:14+B:14+200101:1200+1'UNH+1+ORDERS:D:96A:UN'BGM+220+1+9'UNT+3+1'UNZ+1+1'";

        assertThat(inferred("{\"a\": 1}\n{\"a\": 2}\n")
                        .path("config")
                        .path("format")
                        .asText())
                .isEqualTo("json");
        assertThat(inferred("<a><b><c>1</c></b></a>")
                        .path("config")
                        .path("format")
                        .asText())
                .isEqualTo("xml");
        assertThat(inferred("once upon a time\nthere was, it is said, a king\n")
                        .path("config")
                        .path("format")
                        .asText())
                .isEqualTo("lines");
        assertThat(inferred(interchange).path("config").path("format").asText()).isEqualTo("edi");
        assertThat(inferred(interchange).path("reason").asText()).contains("EDIFACT");
    }

    @Test
    void showsNoNamesThatMayBeValues() throws IOException {
        JsonNode proposal = inferred("Ada,Lovelace\nGrace,Hopper\n");

        assertThat(proposal.path("remark").asText()).contains("check that the first line names the columns");
        assertThat(proposal.toString()).doesNotContain("Ada", "Lovelace", "Grace");
    }

    @Test
    void looksIntoPackedFiles() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("id,name\n1,Ada\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(inferred(packed.toByteArray())
                        .path("config")
                        .path("csv.separator")
                        .asText())
                .isEqualTo(",");
    }

    /** Two variable records of a mainframe: RDW, a number in packed decimal, a name in EBCDIC. */
    @Test
    void tellsFramingAndCodePageByACopybook() throws IOException {
        Path copybook = Files.writeString(folder.resolve("customer.cpy"), """
                       01 CUSTOMER.
                          05 ID PIC S9(5) COMP-3.
                          05 NAME PIC X(6).
                """);
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (String name : new String[] {"ADA   ", "GRACE ", "LINUS "}) {
            records.write(new byte[] {0, 13, 0, 0, 0x12, 0x34, 0x5C});
            records.write(name.getBytes(Charset.forName("IBM037")));
        }

        JsonNode proposal = inferred(records.toByteArray(), "--copybook", copybook.toString());

        assertThat(proposal.path("config").path("copybook.framing").asText()).isEqualTo("v");
        assertThat(proposal.path("config").path("copybook.charset").asText()).isEqualTo("IBM037");
        assertThat(proposal.path("records").asInt()).isEqualTo(3);
    }

    @Test
    void asksForACopybookWhereRecordsAreEbcdic() throws IOException {
        Path file = Files.write(folder.resolve("sample"), "HELLO WORLD 1234".getBytes(Charset.forName("IBM037")));

        Called called = Called.with("infer", file.toString());

        assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(called.err()).contains("EBCDIC", "--copybook");
    }
}
