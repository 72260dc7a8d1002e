package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CapturedTopicsTest {

    @Test
    void areThePrefixAndTheTable() {
        assertThat(new CapturedTopics(
                                Map.of("topic.prefix", "shop", "table.include.list", "public.orders, public.bills"))
                        .names())
                .containsExactly("shop.public.orders", "shop.public.bills");
    }

    @Test
    void areChangedByRoutersAndByNothingElse() {
        Map<String, String> settings = Map.of(
                "topic.prefix",
                "shop",
                "table.include.list",
                "public.orders,public.bills",
                "transforms",
                "unwrap,route",
                "transforms.unwrap.type",
                "io.debezium.transforms.ExtractNewRecordState",
                "transforms.route.type",
                "org.apache.kafka.connect.transforms.RegexRouter",
                "transforms.route.regex",
                "shop\\.public\\.(orders)",
                "transforms.route.replacement",
                "cdc-$1");

        assertThat(new CapturedTopics(settings).names()).containsExactly("cdc-orders", "shop.public.bills");
    }

    @Test
    void areNoneOfAnotherConnector() {
        assertThat(new CapturedTopics(Map.of("topics.regex", "orders.*")).names())
                .isEmpty();
    }
}
