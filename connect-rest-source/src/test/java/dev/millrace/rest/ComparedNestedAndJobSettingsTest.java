package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with options of changes, parents and jobs is told on the option that a person has to change. */
class ComparedNestedAndJobSettingsTest {

    private static final String CHANGES = "detect=changes;record.key={value.id};";
    private static final String JOB =
            "job.state.pointer=/state;job.id.pointer=/id;job.status.url=http://a.example/{job.id};job.result.url=http://a.example/r/{job.id};";
    private static final String NESTED = "endpoints=lines;endpoint.lines.parent=orders;"
            + "endpoint.lines.http.url=http://a.example/{parent.id};endpoint.orders.http.url=http://a.example/orders;";

    @ParameterizedTest
    @CsvSource({
        "changes.key, detect=none;changes.key=id",
        "changes.key, detect=changes;record.key={value.id};changes.key=a[*]",
        "changes.ignore, detect=changes;record.key={value.id};changes.ignore=a[0]",
        "incremental, detect=changes;record.key={value.id};incremental=id;incremental.field=id",
        "record.key, detect=changes",
        "topic, detect=changes;record.key={value.id};topic=t-{value.kind}",
        "changes.buckets, detect=changes;record.key={value.id};changes.max.rows=10000000;changes.buckets=2",
        "parent.fields, parent=orders;endpoint.orders.http.url=http://a.example;parent.fields=a[*]",
        "parent, parent=nobody",
        "http.query, http.query=id={parent.id}",
        "job.result.url, job.state.pointer=/state",
        "job.status.url, job.state.pointer=/state;job.id.pointer=/id;job.result.pointer=/file",
        "job.state.pointer, job.state.pointer=state;job.result.pointer=/file",
        "job.id.pointer, job.id.pointer=/id",
        "job.result.pointer, job.state.pointer=/state;job.result.pointer=/file;pagination=page",
        "job.result.url, job.state.pointer=/state;job.result.url=http://a.example/{jobs.id}",
    })
    void saysWhatIsWrongOnItsOption(String key, String options) {
        assertThat(wrong(options)).contains(key);
    }

    @Test
    void hasNothingAgainstWhatIsRight() {
        assertThat(wrong(CHANGES)).isEmpty();
        assertThat(wrong(JOB)).isEmpty();
        assertThat(wrong(NESTED)).isEmpty();
    }

    @Test
    void refusesAParentThatHasAParent() {
        assertThat(wrong(NESTED + "endpoint.orders.parent=customers;endpoint.customers.http.url=http://a.example/c"))
                .containsExactly("endpoint.lines.parent");
    }

    private static List<String> wrong(String options) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("name", "api");
        configuration.put("http.url", "http://a.example/rows");
        configuration.put("topic", "rows");
        for (String option : options.split(";", 0)) {
            String[] pair = option.split("=", 2);
            configuration.put(pair[0], pair[1]);
        }
        return new RestSourceConnector()
                .validate(configuration).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .map(ConfigValue::name)
                        .toList();
    }
}
