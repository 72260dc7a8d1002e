package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What replies mean once the settings have had their word. */
@Timeout(120)
class RepliesTest {

    @Test
    void whatIsIgnoredIsDoneWithoutBeingDelivered() {
        try (Delivering delivering = new Delivering("http.status.ignore", "404")) {
            delivering.partner.answerAll(404);
            delivering.feed(ORDERS, 3, 3);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 3);

            assertThat(delivering.sink.reported()).isEmpty();
            assertThat(delivering.partner.count()).isEqualTo(3);
            assertThat(Delivering.figure(
                            "type=rest-sink-route,connector=deliver,task=0,route=default", "requests.ignored"))
                    .isEqualTo(3);
        }
    }

    @Test
    void aSuccessWhoseBodySaysThrottledIsTriedAgain() {
        try (Delivering delivering = new Delivering("http.reply.rules", "retry: /error/code = BUSY")) {
            delivering.partner.answerAll(Answer.accepted()
                    .body("application/json", "{\"error\": {\"code\": \"BUSY\"}}")
                    .times(2));
            delivering.feed(ORDERS, 1, 1);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.partner.count()).isEqualTo(3);
            assertThat(delivering.sink.reported()).isEmpty();
        }
    }

    @Test
    void aSoapFaultIsARefusalWhateverItsStatus() {
        try (Delivering delivering = new Delivering(
                "http.body", "soap",
                "http.body.template", "<order>${value}</order>",
                "http.soap.action", "urn:order")) {
            delivering.partner.orderBy(request -> "all", request -> 0);
            delivering.partner.answerAll(Answer.accepted().body("text/xml", """
                            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><ok/></s:Body></s:Envelope>
                            """));
            delivering.partner.answer(
                    request -> request.text().contains("bad"), Answer.accepted().body("text/xml", """
                                    <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>\
                                    <faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>
                                    """));
            delivering.sink.feed(ORDERS, "k", "bad & worse");
            delivering.sink.feed(ORDERS, "k", "good");

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 2);

            assertThat(delivering.sink.reported())
                    .singleElement()
                    .satisfies(reported ->
                            assertThat(reported.record().kafkaOffset()).isZero());
            assertThat(delivering.partner.received().get(1).text()).contains("<order>good</order>");
            assertThat(delivering.partner.received().get(1).header("SOAPAction"))
                    .contains("\"urn:order\"");
        }
    }

    @Test
    void aGraphqlErrorIsARefusalWhateverItsStatus() {
        try (Delivering delivering = new Delivering(
                "http.body", "graphql",
                "http.graphql.query", "mutation M($id: String!) { add(id: $id) { id } }",
                "http.graphql.variables", "id=value")) {
            delivering.partner.orderBy(request -> "all", request -> 0);
            delivering.partner.answerAll(
                    Answer.accepted().body("application/json", "{\"data\": {\"add\": {\"id\": \"1\"}}}"));
            delivering.partner.answer(
                    request -> request.text().contains("bad"),
                    Answer.accepted().body("application/json", "{\"errors\": [{\"message\": \"no\"}]}"));
            delivering.sink.feed(ORDERS, "k", "bad");
            delivering.sink.feed(ORDERS, "k", "good");

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 2);

            assertThat(delivering.sink.reported())
                    .singleElement()
                    .satisfies(reported ->
                            assertThat(reported.record().kafkaOffset()).isZero());
            assertThat(delivering.partner.received().get(1).text()).contains("\"good\"");
        }
    }

    @Test
    void aKeyGoesWhereTheReceiverLooksForIt() {
        try (Delivering delivering = new Delivering("idempotency.header", "webhook-id", "idempotency.key", "plain")) {
            delivering.partner.answerAll(Answer.unavailable().times(1));
            delivering.feed(ORDERS, 1, 1);

            delivering.sink.start(ORDERS);
            delivering.deliverUpTo(ORDERS, 1);

            assertThat(delivering.partner.received().stream()
                            .map(request -> request.header("webhook-id").orElse("-"))
                            .distinct())
                    .singleElement()
                    .asString()
                    .hasSize(36);
            assertThat(delivering.partner.received().get(0).idempotencyKey()).isEmpty();
        }
    }
}
