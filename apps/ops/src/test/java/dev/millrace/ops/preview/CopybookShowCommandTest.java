package dev.millrace.ops.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopybookShowCommandTest {

    private static final String ORDER = """
                   01 ORDER-RECORD.
                      05 ID PIC S9(5) COMP-3.
                      05 NAME PIC X(6).
                      05 LINES-USED PIC 9(2).
                      05 LINE-ITEM OCCURS 1 TO 3 TIMES DEPENDING ON LINES-USED.
                         10 AMOUNT PIC S9(7)V99 COMP.
                      05 FINAL-MARK PIC X.
            """;

    private final Path folder;

    CopybookShowCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void listsOffsetsLengthsAndCodings() throws IOException {
        Path file = Files.writeString(folder.resolve("order.cpy"), ORDER);

        Called called = Called.with("copybook", "show", file.toString(), "--json");

        assertThat(called.exitCode()).as(called.err()).isEqualTo(ExitCode.OK);
        JsonNode record =
                new ObjectMapper().readTree(called.out()).path("records").get(0);
        assertThat(record.path("leastBytes").asInt()).isEqualTo(3 + 6 + 2 + 4 + 1);
        assertThat(record.path("mostBytes").asInt()).isEqualTo(3 + 6 + 2 + 3 * 4 + 1);
        assertThat(record.path("items").findValuesAsText("path"))
                .contains("ORDER-RECORD.ID", "ORDER-RECORD.LINE-ITEM.AMOUNT", "ORDER-RECORD.FINAL-MARK");
        JsonNode last = record.path("items").get(record.path("items").size() - 1);
        assertThat(last.path("offset").asInt()).isEqualTo(23);
        assertThat(last.path("moves").asBoolean()).isTrue();
    }

    @Test
    void listsThemForAPerson() throws IOException {
        Path file = Files.writeString(folder.resolve("order.cpy"), ORDER);

        Called called = Called.with("copybook", "show", file.toString());

        assertThat(called.out()).contains("ORDER-RECORD, 16 to 24 bytes");
        assertThat(called.out().lines().map(line -> line.strip().replaceAll("\\s+", " ")))
                .contains("0 3 packed S9(5) ORDER-RECORD.ID", "23~ 1 text ORDER-RECORD.FINAL-MARK");
    }

    @Test
    void saysInOneLineWhatIsWrongWithACopybook() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.cpy"), "       01 A.\n          05 B PIC Q(3).\n");

        Called called = Called.with("copybook", "show", file.toString());

        assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(called.err().lines()).singleElement().asString().contains("bad.cpy", "line 2");
    }
}
