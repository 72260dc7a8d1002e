package dev.millrace.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.HttpCall;
import dev.millrace.testkit.ReferencePage;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Makes the requests of docs/reference/requests.md. */
class RequestPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("millrace.root", "."), "docs", "reference", "requests.md");

    private static final Pattern RECORD = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private static final Pattern EXAMPLE =
            Pattern.compile("```properties\n(.*?)```\n\n```http\n.*?```", Pattern.DOTALL);

    @Test
    void showsTheRequestsThatAreMade() throws IOException {
        String page = Files.readString(PAGE);
        Matcher record = RECORD.matcher(page);
        assertThat(record.find()).isTrue();
        Object value = new Yaml().load(record.group(1));

        String made = EXAMPLE.matcher(page)
                .replaceAll(example -> Matcher.quoteReplacement(withRequest(example, recordOf(value))));

        assertThat(EXAMPLE.matcher(page).results().count()).isGreaterThan(15);
        ReferencePage.matches(PAGE, made);
    }

    private static String withRequest(MatchResult example, SinkRecord record) {
        String options = example.group(1);
        AbstractConfig config = config(options);
        boolean joins = options.startsWith("#");
        Map<String, String> problems = new HashMap<>();
        RequestSettings.validate(config, RecordForTest.PLACES, problems::put);
        if (joins) {
            BatchBody.validate(config, problems::put);
        }
        assertThat(problems).as(options).isEmpty();
        RequestTemplate<SinkRecord> template =
                RequestTemplate.of(RequestSettings.from(config), BatchBody.from(config), RecordForTest.PLACES);
        HttpCall call = joins ? template.renderBatch(List.of(record, record)) : template.render(record);
        return "```properties\n" + options + "```\n\n```http\n" + text(call) + "```";
    }

    private static String text(HttpCall call) {
        StringBuilder text = new StringBuilder(call.method() + " " + call.target() + "\n");
        call.headers().forEach(header -> text.append(header.name() + ": " + header.value() + "\n"));
        if (call.body().length > 0) {
            text.append("Content-Type: " + call.contentType() + "\n\n");
            text.append(RequestCase.bodyOf(call).replace("\r\n", "\n").stripTrailing() + "\n");
        }
        return text.toString();
    }

    private static SinkRecord recordOf(Object value) {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString("trace", "t-1");
        return RecordForTest.of("k-1", null, value, headers);
    }

    private static AbstractConfig config(String options) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(options));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Map<String, String> given = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> given.put(name, properties.getProperty(name)));
        ConfigDef definition = new ConfigDef();
        RequestSettings.define(definition);
        BatchBody.define(definition);
        return new AbstractConfig(definition, given, false);
    }
}
