package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTest {
    @Test
    void joinsASourceAndASinkByTheirTopic() throws IOException {
        Example source = Example.read("""
                {"name": "drops", "topic": "orders", "malformed.topic": "bad", "rejected.topic": "unsigned"}""");
        Example sink = Example.read("""
                {"name": "calls", "topics": "other, orders", "http.url": "${env:RECEIVER_URL}/v1/orders",
                 "errors.deadletterqueue.topic.name": "dead"}""");
        Example stranger = Example.read("""
                {"name": "stranger", "topics": "bills"}""");

        assertThat(Flow.of(List.of(source, stranger, sink)))
                .containsExactly(
                        new Flow("drops -> calls", "orders", List.of("bad", "unsigned", "dead"), "/v1/orders"));
    }

    @Test
    void findsAFlowInTheExamplesOfThisRepository() throws IOException {
        List<Example> examples = Example.in(Path.of(System.getProperty("millrace.root"), "config-examples"));

        assertThat(examples)
                .extracting(Example::isSink)
                .as("sources come first")
                .isSorted();
        assertThat(Flow.of(examples)).isNotEmpty();
    }
}
