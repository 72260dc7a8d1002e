package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeTopicsTest {

    @Test
    void sendsTheTypesItNamesToTopicsOfTheirOwn() {
        TypeTopics topics = TypeTopics.from(config("DETAIL=payments, Head=batches"));

        assertThat(topics.topic("rest", new ConnectHeaders().addString(TypeTopics.TYPE, "detail")))
                .isEqualTo("payments");
        assertThat(topics.topic("rest", new ConnectHeaders().addString(TypeTopics.TYPE, "HEAD")))
                .isEqualTo("batches");
        assertThat(topics.topic("rest", new ConnectHeaders().addString(TypeTopics.TYPE, "TAIL")))
                .isEqualTo("rest");
        assertThat(topics.topic("rest", null)).isEqualTo("rest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DETAIL", "DETAIL=", "=payments", "A=b,a=c"})
    void refusesWhatIsNoListOfPairs(String given) {
        List<String> keys = new ArrayList<>();

        TypeTopics.validate(config(given), (key, sentence) -> keys.add(key));

        assertThat(keys).containsExactly("topic.by.record.type");
    }

    private static AbstractConfig config(String topics) {
        ConfigDef definition = new ConfigDef();
        TypeTopics.define(definition);
        return new AbstractConfig(definition, Map.of("topic.by.record.type", topics), false);
    }
}
