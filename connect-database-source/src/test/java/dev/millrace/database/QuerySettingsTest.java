package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.server.Dialect;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuerySettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "mode=bulk | tables | is missing",
                "tables=a; query=SELECT 1; query.id=q | tables | can't stand beside query",
                "tables=a,a | tables | names a more than once",
                "tables=.a | tables | can't be read",
                "query=SELECT 1 | query.id | is missing",
                "query=SELECT 1; query.id=my query | query.id | is no name",
                "query=SELECT 'x; query.id=q | query | no end",
                "query=SELECT :a; query.id=q | query.parameters | has no value for a",
                "query=SELECT 1; query.id=q; query.parameters=b=s3cr3t | query.parameters | has a value for b",
                "query=SELECT :a; query.id=q; query.parameters=a:integer=s3cr3t | query.parameters | the value of a can't be read: write a whole number",
                "query=SELECT :a; query.id=q; query.parameters=a:money=s3cr3t | query.parameters | a has a type that is not known",
                "query=SELECT :a; query.id=q; query.parameters=s3cr3t | query.parameters | entry 1 is not written as name=value",
                "tables=a; query.id=q | query.id | is only used with query",
                "tables=a; query.parameters=a=s3cr3t | query.parameters | is only used with query",
                "tables=a; mode=incrementing | incrementing.column | is missing",
                "tables=a; mode=timestamp | timestamp.column | is missing",
                "tables=a; incrementing.column=id | incrementing.column | is only used with mode=",
                "tables=a; timestamp.column=at | timestamp.column | is only used with mode=",
                "tables=a; key.columns=id,id | key.columns | more than once",
                "query=SELECT 1; query.id=q; mode=timestamp; timestamp.column=at | key.columns | a query has no primary key",
                "query=SELECT 1; query.id=q; part.keys=10 | part.keys | a query has none",
                "tables=a; mode=changes; part.keys=10 | part.keys | is not used with mode=changes",
                "query=SELECT 1; query.id=q; mode=outbox | query | is not used with mode=outbox",
                "tables=a; timestamp.zone=Mars/Olympus | timestamp.zone | is no zone",
            })
    void reportsWhatDoesNotGoTogetherOnItsKey(String options, String key, String sentence) {
        Map<String, String> problems = problems(options);

        assertThat(problems).containsOnlyKeys(key);
        assertThat(problems.get(key)).contains(sentence).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "tables=public.a, b | x",
                "tables=a; mode=incrementing; incrementing.column=id; part.keys=10 | x",
                "tables=a; mode=timestamp-incrementing; incrementing.column=id; timestamp.column=at | x",
                "query=SELECT :a::int FROM t WHERE b = :b; query.id=q.1; query.parameters=a=1, b:date=2026-01-01 | x",
            })
    void takesWhatGoesTogether(String options, String unused) {
        assertThat(problems(options)).isEmpty();
    }

    @Test
    void showsNoValueOfAParameter() {
        QuerySettings settings = QuerySettings.from(config("query=SELECT :a; query.id=q; query.parameters=a=s3cr3t"));

        assertThat(settings.toString()).doesNotContain("s3cr3t");
        assertThat(config("tables=a; query.parameters=a=s3cr3t").values().toString())
                .doesNotContain("s3cr3t");
    }

    private static Map<String, String> problems(String options) {
        Map<String, String> problems = new TreeMap<>();
        QuerySettings.validate(
                config(options), Dialect.POSTGRESQL, (key, text) -> problems.merge(key, text, (a, b) -> a + "; " + b));
        return problems;
    }

    private static AbstractConfig config(String options) {
        Map<String, String> given = new HashMap<>();
        for (String option : options.split("; ", -1)) {
            int end = option.indexOf('=');
            given.put(option.substring(0, end), option.substring(end + 1));
        }
        ConfigDef definition = new ConfigDef();
        QuerySettings.define(definition);
        return new AbstractConfig(definition, given, false);
    }
}
