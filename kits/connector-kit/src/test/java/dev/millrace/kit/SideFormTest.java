package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SideFormTest {

    @ParameterizedTest
    @CsvSource({
        "org.apache.kafka.connect.storage.StringConverter,STRING",
        "StringConverter,STRING",
        "String,STRING",
        "org.apache.kafka.connect.converters.ByteArrayConverter,BYTES",
        "ByteArrayConverter,BYTES",
        "ByteArray,BYTES",
        "org.apache.kafka.connect.json.JsonConverter,STRUCT",
        "io.confluent.connect.avro.AvroConverter,STRUCT",
        "Json,STRUCT"
    })
    void choosesByTheConnectorsConverter(String converter, SideForm form) {
        assertThat(SideForm.AUTO.resolve(converter)).isEqualTo(form);
    }

    @Test
    void isAStructWhereTheConverterIsLeftToTheWorker() {
        assertThat(SideForm.AUTO.resolve(null)).isEqualTo(SideForm.STRUCT);
    }

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void keepsAFormThatWasChosen(SideForm form) {
        assertThat(form.resolve("org.apache.kafka.connect.storage.StringConverter"))
                .isEqualTo(form);
        assertThat(form.resolve(null)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "AUTO", " auto "})
    void reportsAFormThatWouldHaveToBeGuessed(String form) {
        assertThat(problemKeys(Map.of("side.value.form", form))).containsExactly("side.value.form");
    }

    @Test
    void reportsTheDefaultFormWithoutAConverterToo() {
        assertThat(problemKeys(Map.of())).containsExactly("side.value.form");
        assertThat(problemKeys(Map.of("value.converter", " "))).containsExactly("side.value.form");
    }

    @Test
    void acceptsWhatNeedsNoGuess() {
        assertThat(problemKeys(Map.of("side.value.form", "struct"))).isEmpty();
        assertThat(problemKeys(Map.of("value.converter", "org.apache.kafka.connect.json.JsonConverter")))
                .isEmpty();
    }

    private static List<String> problemKeys(Map<String, String> configuration) {
        List<String> keys = new ArrayList<>();
        SideSettings.validate(configuration, (key, sentence) -> keys.add(key));
        return keys;
    }
}
