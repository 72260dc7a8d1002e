package dev.millrace.http.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoapTest {

    private static final String OLDER = """
            <?xml version="1.0"?>
            <S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Header><h><S:Body/></h></S:Header><S:Body>%s</S:Body></S:Envelope>
            """;
    private static final String NEWER = """
            <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>%s</e:Body></e:Envelope>
            """;

    @ParameterizedTest
    @CsvSource({
        "S:Client, 500, REJECT, soap-sender",
        "S:Client.Authentication, 500, REJECT, soap-sender",
        "Client, 200, REJECT, soap-sender",
        "soap:Client, 400, REJECT, soap-sender",
        "S:Server, 500, RETRY, soap-receiver",
        "S:Server.Busy, 200, RETRY, soap-receiver",
        "S:VersionMismatch, 500, STOP, soap-protocol",
        "S:MustUnderstand, 500, STOP, soap-protocol",
        "b:Client, 500, REJECT, soap-fault",
        "b:Server, 500, REJECT, soap-fault",
        "b:OutOfStock, 200, REJECT, soap-fault",
        "w:FailedAuthentication, 500, STOP, soap-unauthorized",
        "'', 500, REJECT, soap-fault",
    })
    void knowsAFaultOfSoap11WhateverTheStatus(String code, int status, Meaning meaning, String expected) {
        String fault =
                "<S:Fault xmlns:b='urn:business' xmlns:w='urn:wsse'><faultstring>secret</faultstring><faultcode> %s </faultcode>"
                                .formatted(code)
                        + "<detail><faultcode>S:Server</faultcode></detail></S:Fault>";

        Finding found = Judging.with()
                .judge(
                        status,
                        Judging.body(
                                "text/xml; charset=utf-8",
                                OLDER.formatted(fault).strip()),
                        false);

        assertThat(found.meaning()).isEqualTo(meaning);
        assertThat(found.code()).isEqualTo(expected);
        assertThat(found.sentence()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "e:Sender, b:OutOfStock, 400, REJECT, soap-sender",
        "e:Receiver, b:Busy, 500, RETRY, soap-receiver",
        "e:VersionMismatch, b:X, 500, STOP, soap-protocol",
        "e:DataEncodingUnknown, b:X, 500, STOP, soap-protocol",
        "e:Sender, w:InvalidSecurityToken, 200, STOP, soap-unauthorized",
    })
    void knowsAFaultOfSoap12WhateverTheStatus(
            String code, String subcode, int status, Meaning meaning, String expected) {
        String fault =
                ("<e:Fault xmlns:b='urn:b' xmlns:w='urn:w'><e:Code><e:Value>%s</e:Value><e:Subcode><e:Value>%s</e:Value>"
                                + "</e:Subcode></e:Code><e:Reason><e:Text xml:lang='en'>secret</e:Text></e:Reason></e:Fault>")
                        .formatted(code, subcode);

        Finding found =
                Judging.with().judge(status, Judging.body("application/soap+xml", NEWER.formatted(fault)), false);

        assertThat(found.meaning()).isEqualTo(meaning);
        assertThat(found.code()).isEqualTo(expected);
    }

    @Test
    void aSubcodeMayHaveAMeaningOfItsOwn() {
        String fault =
                "<e:Fault xmlns:b='urn:b'><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>b:Busy</e:Value></e:Subcode>"
                        + "</e:Code></e:Fault>";

        Finding found = Judging.with("http.reply.rules", "retry: fault = Busy | Later")
                .judge(400, Judging.body("application/soap+xml", NEWER.formatted(fault)), false);

        assertThat(found.meaning()).isEqualTo(Meaning.RETRY);
    }

    @Test
    void isDeliveredWithAnEnvelopeThatHoldsNoFault() {
        ReplyBody fine = Judging.body(
                "text/xml", OLDER.formatted("<r xmlns='urn:x'><Fault/></r>").strip());

        assertThat(Judging.with().judge(200, fine, false).meaning()).isEqualTo(Meaning.SUCCESS);
        assertThat(Judging.with("http.reply.form", "soap")
                        .judge(202, Judging.nothing(), false)
                        .meaning())
                .isEqualTo(Meaning.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><body>please log in</body></html>", "OK", "{\"ok\":true}", "<a", "<!DOCTYPE a><a/>"})
    void isNotDeliveredWhereSoapIsExpectedAndSomethingElseComes(String body) {
        Finding expecting = Judging.with("http.reply.form", "soap").judge(200, Judging.body("text/html", body), false);
        Finding told = new ReplyJudge(Judging.settings().withForm(ReplyForm.SOAP))
                .judge(200, Judging.body("text/html", body), false);
        Finding plain = Judging.with("http.reply.form", "plain").judge(200, Judging.body("text/xml", body), false);

        assertThat(expecting.code()).isEqualTo("reply-not-soap");
        assertThat(told.meaning()).isEqualTo(Meaning.RETRY);
        assertThat(plain.meaning()).isEqualTo(Meaning.SUCCESS);
    }

    @ParameterizedTest
    @CsvSource({"401, UNAUTHORIZED", "403, UNAUTHORIZED", "429, THROTTLED", "503, TRANSIENT"})
    void theWordOfAGatewayStandsAboveTheBody(int status, FailureKind kind) {
        String fault = "<S:Fault><faultcode>S:Client</faultcode></S:Fault>";

        Finding found = Judging.with()
                .judge(status, Judging.body("text/xml", OLDER.formatted(fault).strip()), false);

        assertThat(found.kind()).contains(kind);
    }

    @Test
    void aFaultIsSeenInTheBeginningOfALongReply() {
        byte[] whole = OLDER.formatted(
                        "<S:Fault><faultcode>S:Client</faultcode><detail>" + "x".repeat(1000) + "</detail></S:Fault>")
                .strip()
                .getBytes(StandardCharsets.UTF_8);
        ReplyBody cut = new ReplyBody(Arrays.copyOf(whole, 400), "text/xml", true);

        assertThat(Judging.with().judge(500, cut, false).code()).isEqualTo("soap-sender");
    }

    @Test
    void aPageOfAnEndpointThatIsBrokenIsNoFault() {
        Finding found = Judging.with("http.reply.form", "soap")
                .judge(500, Judging.body("text/html", "<html>down</html>"), false);

        assertThat(found.code()).isEqualTo("http-500");
        assertThat(found.meaning()).isEqualTo(Meaning.RETRY);
    }
}
