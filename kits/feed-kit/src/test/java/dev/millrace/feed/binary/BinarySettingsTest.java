package dev.millrace.feed.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.PreparedFormat;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinarySettingsTest {

    private static final String COPYBOOK = """
                   01 HEAD.
                      05 KIND PIC X.
                      05 DAY-OF PIC 9(6).
                   01 DETAIL.
                      05 KIND PIC X.
                      05 AMOUNT PIC 9(3).
            """;

    @Test
    void compilesOnceHoweverManyStreamsAreOpened(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("detail.cpy"), "       01 D.\n          05 A PIC 9(3).\n");
        AbstractConfig config = config(Map.of("copybook.file", file.toString(), "copybook.framing", "none"));
        PreparedFormat format = Formats.named("copybook").prepare(config);
        Files.delete(file);

        for (int i = 0; i < 1000; i++) {
            try (RecordReader reader = format.open(
                    new ByteArrayInputStream(Bytes.of("'04711'"), 1, 3), ReadContext.fromStart(config, "frame"))) {
                Read.Value value = (Read.Value) reader.next();

                assertThat(((Struct) Objects.requireNonNull(value.value())).get("A"))
                        .isEqualTo(471);
            }
        }
        assertThatThrownBy(() -> Formats.named("copybook").prepare(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("copybook.file")
                .hasMessageContaining("can't be read");
    }

    @Test
    void countsTheFieldsThatAreGivenUpWhereRecordsPassAllTheSame() throws IOException {
        AbstractConfig config = config(Map.of(
                "copybook.text",
                "       01 D.\n          05 A PIC 9(3).\n          05 B PIC 9(3).\n",
                "copybook.framing",
                "none",
                "copybook.corrupt.zoned",
                "null"));

        try (RecordReader reader = Formats.named("copybook")
                .open(new ByteArrayInputStream(Bytes.of("'0x1' '00y'")), ReadContext.fromStart(config, "frame"))) {
            assertThat(((Read.Value) reader.next()).corruptFields()).isEqualTo(2);
        }
    }

    @Test
    void findsMembersOfCopyStatementsInTheFolders(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("amounts.cpy"), "          05 AMOUNT PIC 9(3).\n");
        Map<String, String> options = Map.of(
                "copybook.text", "       01 D.\n           COPY AMOUNTS.\n", "copybook.folders", folder.toString());

        assertThat(problems(options)).isEmpty();
    }

    @Test
    void tellsEveryProblemOfACopybookOnItsKey() {
        String wrong =
                "       01 A.\n          05 B PIC Q(3).\n          05 C PIC 9(3) USAGE NONSENSE-1 COMP-9X.\n          05 D PIC X(.\n";

        Map<String, String> problems = problems(Map.of("copybook.text", wrong));

        assertThat(problems).containsOnlyKeys("copybook.text");
        assertThat(problems.get("copybook.text")).contains("line 2, column", "line 4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            copybook.type.fields | KIND                | copybook.types               | must be given together with copybook.type.fields
            copybook.types       | H=HEAD              | copybook.type.fields         | must be given together with copybook.types
            copybook.records     | NONE                | copybook.records             | the layout has no record NONE
            copybook.redefines   | A                   | copybook.redefines           | names with a colon
            copybook.redefines   | A: KIND ==          | copybook.redefines           | A:
            copybook.framing     | fb                  | copybook.framing.block.bytes | framing fb needs it
            copybook.framing.record.bytes | 3          | copybook.framing.record.bytes | at least the layout's 7 bytes
            copybook.framing     | length              | copybook.framing.length.field | must name the field
            copybook.framing.prefix.when | x           | copybook.framing.prefix.when | hexadecimal
            copybook.odo.counts  | A: B=C              | copybook.odo.counts          | whole number
            copybook.charset.fields | A=nonsense       | copybook.charset.fields      | A:
            copybook.checks      | HEAD = 3            | copybook.checks              | is no check
            copybook.types.when  | TAIL: KIND = 'T'    | copybook.types.when          | no record TAIL
            copybook.types.when  | HEAD: KIND ==       | copybook.types.when          | ""
            copybook.children    | HEAD: TAIL          | copybook.children            | there is no type
            """)
    void refusesWhatCannotBeMeantOnItsKey(String key, String value, String where, String sentence) {
        Map<String, String> options = new HashMap<>(Map.of("copybook.text", COPYBOOK, "copybook.framing", "v"));
        if (key.equals("copybook.framing.prefix.when")) {
            options.put("copybook.framing", "prefix");
        }
        if (key.equals("copybook.framing.record.bytes")) {
            options.put("copybook.framing", "f");
        }
        options.put(key, value);

        Map<String, String> problems = problems(options);

        assertThat(problems).containsOnlyKeys(where);
        assertThat(problems.get(where)).contains(sentence);
    }

    @Test
    void wantsOneLayoutAndNoMore() {
        assertThat(problems(Map.of())).containsOnlyKeys("copybook.text");
        assertThat(problems(Map.of("copybook.text", COPYBOOK, "copybook.file", "a.cpy")))
                .containsOnlyKeys("copybook.text");
    }

    private static Map<String, String> problems(Map<String, String> options) {
        Map<String, String> problems = new LinkedHashMap<>();
        BinaryFormat.copybook()
                .validate(config(options), (key, sentence) -> problems.merge(key, sentence, (a, b) -> a + "\n" + b));
        return problems;
    }

    private static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        return new AbstractConfig(definition, options, false);
    }
}
