package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSettingsChecksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic | is no name of a topic | topic=a/b",
                "topic | is no name of a topic | topic=..",
                "topic | at character 1 | topic={a",
                "topic | nothing fills {order.id} | topic={order.id};topic.allowed=a",
                "topic | leads to many places | topic={body.items[*].id};topic.allowed=a",
                "topic | nothing fills {event.name} | topic={event.name};topic.allowed=a",
                "topic.allowed | is empty | topic=a.{query.x}",
                "topic.allowed | is of no use | topic.allowed=a",
                "record.key | nothing fills {key} | record.key={key}",
                "record.key | what stands at character 2 | record.key={body.a[x]}",
                "record.timestamp | nothing fills {now} | record.timestamp={now}",
                "value.split | is no path | value.split=a..b",
                "value.split | begins with a root | value.split=$value.a[*]",
                "value.split | must be names and a last [*] | value.split=a.b",
                "value.split | must be names and a last [*] | value.split=a[0].b[*]",
                "value.split | splits JSON alone | value.split=a[*];format=xml",
                "value.form | does not fit | value.converter=org.apache.kafka.connect.storage.StringConverter",
                "value.converter | set org.apache.kafka.connect.converters.ByteArrayConverter | value.converter=org.apache.kafka.connect.json.JsonConverter",
                "value.converter | set org.apache.kafka.connect.converters.ByteArrayConverter | value.converter=Json",
                "value.converter | set org.apache.kafka.connect.converters.ByteArrayConverter | value.converter=",
                "value.form | does not fit | value.form=string;value.converter=ByteArrayConverter",
                "value.form | does not fit | value.form=parsed;value.converter=ByteArrayConverter",
                "headers.prefix | choose another one | headers.prefix=millrace.",
                "headers.prefix | choose another one | headers.prefix=ce_",
                "schema.mode | can't be sampled | schema.mode=sampled",
                "json.layout | must be auto or array | format=json;json.pointer=/a;json.layout=lines",
                "format | makes answers for the sender | format=edi;edi.acks=auto"
            })
    void reportsOnItsKeyWhatCannotWork(String key, String sentence, String options) {
        List<String> problems = problems(options(options));

        assertThat(problems).singleElement().asString().startsWith(key + " ").contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value.form=parsed;value.converter=org.apache.kafka.connect.json.JsonConverter",
                "value.form=string;value.converter=StringConverter",
                "value.converter=io.confluent.connect.avro.AvroConverter",
                "value.split=data.items[*];format=json",
                "value.converter=JsonConverter;value.form=parsed;value.split=a.*.b;format=xml",
                "topic=a.{ce.type};topic.allowed=a.*;record.key={path[-1]}",
                "headers.prefix=",
                "headers.prefix=http."
            })
    void passesWhatWorks(String options) {
        assertThat(problems(options(options))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"headers.facts,size", "format,yaml", "event.max.records,0", "value.form,text"})
    void refusesAWrongValueOnItsKey(String key, String value) {
        assertThatThrownBy(() -> EventRecordsSpec.config(Map.of("topic", "events", key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void wantsAConverterNamedForBytesAlone() {
        assertThat(problems(Map.of("topic", "events")))
                .singleElement()
                .asString()
                .startsWith("value.converter must be named and take bytes");
        assertThat(problems(Map.of("topic", "events", "value.form", "parsed"))).isEmpty();
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new LinkedHashMap<>(
                Map.of("topic", "events", "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter"));
        for (String option : text.split(";", -1)) {
            int equals = option.indexOf('=');
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return options;
    }

    private static List<String> problems(Map<String, String> options) {
        List<String> problems = new ArrayList<>();
        RecordSettingsChecks.validate(
                EventRecordsSpec.config(options), options, (key, sentence) -> problems.add(key + " " + sentence));
        return problems;
    }
}
