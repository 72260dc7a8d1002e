package dev.millrace.feed.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaSettingsTest {

    @Test
    void readsFieldsFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("order.fields"), "id int64\n# the rest\nnote string?\n");

        SchemaSettings settings = settings(Map.of("schema.mode", "declared", "schema.file", file.toString()));

        assertThat(settings.declared().orElseThrow().sources()).containsExactly("id", "note");
    }

    @Test
    void pointsIntoTheFileThatIsWrong(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("order.fields"), "id int64\nnote text\n");

        assertThat(problems(Map.of("schema.mode", "declared", "schema.file", file.toString())))
                .singleElement()
                .asString()
                .startsWith("schema.file")
                .contains("unknown type text")
                .contains("line 2, column 6");
    }

    @Test
    void refusesAWrongFieldOnItsKeyWithThePosition() {
        assertThatThrownBy(() -> settings(Map.of("schema.fields", "id int64, note text")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.fields")
                .hasMessageContaining("line 1, column 16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "schema.mode schema.fields ~a string~ schema.mode sampled",
                "schema.fields schema.mode declared schema.name x",
                "schema.file schema.mode declared schema.file /no/such/file",
                "values.grouping.separator values.grouping.separator . schema.mode none"
            })
    void reportsOptionsThatContradictEachOther(
            String reported, String key, String value, String other, String otherValue) {
        assertThat(problems(Map.of(key, value, other, otherValue)))
                .singleElement()
                .asString()
                .startsWith(reported + " ");
    }

    @Test
    void takesAFieldsGroupingBesideTheDecimalSeparatorOfAllFields() {
        Map<String, String> options = Map.of(
                "schema.mode", "declared", "schema.fields", "a int64 grouping '.'", "values.decimal.separator", ",");

        assertThat(problems(options)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "schema.mode,guess",
        "values.zone,Mars",
        "values.decimal.separator,;",
        "values.grouping.separator,5",
        "values.locale,?",
        "schema.sample.records,0"
    })
    void refusesAWrongValueOnItsKey(String key, String value) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    private static SchemaSettings settings(Map<String, String> options) {
        return SchemaSettings.from(config(options));
    }

    private static List<String> problems(Map<String, String> options) {
        List<String> problems = new ArrayList<>();
        SchemaSettings.validate(config(options), (key, sentence) -> problems.add(key + " " + sentence));
        return problems;
    }

    private static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        SchemaSettings.define(definition);
        return new AbstractConfig(definition, options, false);
    }
}
