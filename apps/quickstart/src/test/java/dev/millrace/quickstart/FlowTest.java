package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void joinsATopicForEachTableOfACapture() throws IOException {
        Example source = Example.read("""
                {"name": "capture", "topic.prefix": "shop", "table.include.list": "public.orders,public.customers"}""");
        Example sink = Example.read("""
                {"name": "calls", "topics": "shop.public.orders,shop.public.customers",
                 "http.url": "${env:RECEIVER_URL}/{topic}/{key.id}"}""");
        Sample sample = new Sample(300);

        List<Flow> flows = Flow.of(List.of(source, sink));

        assertThat(flows)
                .extracting(Flow::name)
                .containsExactly("capture -> calls (shop.public.orders)", "capture -> calls (shop.public.customers)");
        assertThat(flows).extracting(Flow::path).containsExactly("/shop.public.orders/", "/shop.public.customers/");
        assertThat(flows.get(0).expected(sample)).isEqualTo(sample.numbers());
        assertThat(flows.get(1).expected(sample)).isEqualTo(sample.customers());
    }

    @Test
    void leavesScenariosToThoseWhoHaveTheirPartners(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("rest-orders.json"), "{\"name\": \"orders\", \"topics\": \"t\"}");
        Files.writeString(folder.resolve("scenario-orders.json"), "{\"name\": \"scenario\", \"topics\": \"t\"}");

        assertThat(Example.in(folder)).extracting(Example::name).containsExactly("orders");
    }

    @Test
    void findsTheFlowsInTheExamplesOfThisRepository() throws IOException {
        List<Example> examples = Example.in(Path.of(System.getProperty("millrace.root"), "config-examples"));

        assertThat(examples)
                .extracting(Example::isSink)
                .as("sources come first")
                .isSorted();
        assertThat(Flow.of(examples))
                .extracting(Flow::topic)
                .containsExactlyInAnyOrder(
                        "orders",
                        "orders-by-webhook",
                        "orders-by-mainframe",
                        "orders-by-feed",
                        "orders-by-query",
                        "customers-protected",
                        // Of PostgreSQL, and the same of MySQL.
                        "cdc-orders",
                        "cdc-customers",
                        "cdc-orders",
                        "cdc-customers");
    }
}
