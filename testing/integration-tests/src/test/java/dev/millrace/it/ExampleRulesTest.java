package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every example keeps the rules of the suite. */
class ExampleRulesTest {

    @Test
    void everyExampleKeepsThem() {
        Map<String, List<String>> broken = new TreeMap<>();

        List<ConfigExample> examples = ConfigExample.all();
        examples.forEach(example -> broken.put(example.title(), ExampleRules.broken(example)));
        broken.values().removeIf(List::isEmpty);

        assertThat(examples).hasSizeGreaterThan(40);
        assertThat(broken).isEmpty();
    }

    @Test
    void everyConnectorHasANameOfItsOwn() {
        assertThat(ConfigExample.all()).extracting(ConfigExample::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "sftp-csv-orders-source, name, orders, name:",
        "sftp-csv-orders-source, sftp.password, secret, sftp.password:",
        "sftp-csv-orders-source, sftp.host, files.example.com, sftp.host:",
        "sftp-csv-orders-source, errors.tolerance, all, errors.tolerance:",
        "webhook-github, webhook.secrets, secret, webhook.secrets:",
        "webhook-github, webhook.secrets, ${env:A}secret, webhook.secrets:",
        "transforms-protect-source, transforms.protect.keys, {}, transforms.protect.keys:",
        "rest-batches-by-route-sink, route.express.http.url, http://carrier, route.express.http.url:",
        "rest-batches-by-route-sink, http.auth.api.key, secret, http.auth.api.key:",
        "rest-orders-sink, errors.tolerance, none, errors.tolerance:",
        "rest-orders-sink, errors.deadletterqueue.context.headers.enable, false, errors.deadletterqueue.context",
        "legacy-soup-feed, transforms.a.type, org.apache.kafka.connect.transforms.HoistField$Value, transforms.a.type:"
    })
    void namesTheRuleThatAValueBreaks(String example, String key, String value, String broken) {
        assertThat(ExampleRules.broken(ConfigExample.titled(example).with(key, value)))
                .singleElement()
                .asString()
                .startsWith(broken);
    }

    @ParameterizedTest
    @CsvSource({
        "sftp-csv-orders-source, transforms.take.predicate, transforms.take.type",
        "sftp-csv-orders-source, topic.creation.default.partitions, topic.creation.default.partitions",
        "sftp-csv-orders-source, topic.creation.default.replication.factor, topic.creation.default.replication.factor",
        "sftp-csv-orders-source, value.converter, value.converter",
        "sftp-csv-orders-source, tasks.max, name",
        "rest-orders-sink, key.converter, key.converter",
        "rest-orders-sink, errors.tolerance, errors.tolerance",
        "rest-orders-sink, errors.deadletterqueue.topic.name, errors.deadletterqueue.topic.name",
        "rest-orders-sink, errors.deadletterqueue.topic.replication.factor, errors.deadletterqueue.topic.replication"
    })
    void namesTheRuleThatAMissingKeyBreaks(String example, String key, String broken) {
        assertThat(ExampleRules.broken(ConfigExample.titled(example).without(key)))
                .first()
                .asString()
                .startsWith(broken);
    }
}
