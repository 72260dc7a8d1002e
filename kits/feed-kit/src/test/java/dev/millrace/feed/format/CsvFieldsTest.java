package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares what the scanner cuts with what FastCSV makes of the whole text. */
class CsvFieldsTest {

    private static final String[] FIELDS = {
        "",
        "a",
        "Grüße",
        " x ",
        "\"\"",
        "\"a,b\"",
        "\"\"\"\"",
        "\"a\"\"b\"",
        "\"1\r\n2\"",
        "\"\r\"",
        "\uD83D\uDE80",
        "\"\n,\"",
        "'",
        "\t"
    };
    private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};

    @Test
    void findsTheSameFieldsAsFastCsvInAnyMixOfFieldsAndLineEnds() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            String text = table(new Random(seed));
            List<List<String>> expected = new ArrayList<>();
            CsvReader.builder().ofCsvRecord(text).forEach(record -> expected.add(record.getFields()));

            List<List<Object>> rows = new ArrayList<>();
            for (SeenRead read : FormatSpec.read("csv", Map.of("csv.header", "none"), text.getBytes(UTF_8))) {
                rows.add(read.value() instanceof Map<?, ?> row ? new ArrayList<>(row.values()) : List.of(read.kind()));
            }

            assertThat(rows).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static String table(Random random) {
        int columns = 2 + random.nextInt(4);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 50; row++) {
            for (int column = 0; column < columns; column++) {
                text.append(column == 0 ? "" : ",").append(FIELDS[random.nextInt(FIELDS.length)]);
            }
            text.append(LINE_ENDS[random.nextInt(LINE_ENDS.length)]);
        }
        return text.toString();
    }
}
