package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SoapHeaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<s:Envelope xmlns:s='u'><s:Header></s:Header><s:Body/></s:Envelope>"
                        + "|<s:Envelope xmlns:s='u'><s:Header>*</s:Header><s:Body/></s:Envelope>",
                "<s:Envelope xmlns:s='u'><s:Header><a/></s:Header><s:Body/></s:Envelope>"
                        + "|<s:Envelope xmlns:s='u'><s:Header>*<a/></s:Header><s:Body/></s:Envelope>",
                "<s:Envelope xmlns:s='u'><s:Header a=\"/>\" /><s:Body/></s:Envelope>"
                        + "|<s:Envelope xmlns:s='u'><s:Header a=\"/>\" >*</s:Header><s:Body/></s:Envelope>",
                "<s:Envelope xmlns:s='u'><s:Header/><s:Body/></s:Envelope>"
                        + "|<s:Envelope xmlns:s='u'><s:Header>*</s:Header><s:Body/></s:Envelope>",
                "<s:Envelope xmlns:s='u'> <s:Body><Header/></s:Body></s:Envelope>"
                        + "|<s:Envelope xmlns:s='u'> <s:Header>*</s:Header><s:Body><Header/></s:Body></s:Envelope>",
                "<?xml version='1.0'?> <!-- <s:Header> --><Envelope xmlns='u>'><!--x--><Header >é</Header><Body/></Envelope>"
                        + "|<?xml version='1.0'?> <!-- <s:Header> --><Envelope xmlns='u>'><!--x--><Header >*é</Header><Body/></Envelope>",
            })
    void findsThePlaceInEachEnvelope(String envelope, String expected) {
        byte[] before = envelope.getBytes(StandardCharsets.UTF_8);

        byte[] after = SoapHeader.of(before).insert(before, "*");

        assertThat(new String(after, StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void countsBytesBehindAByteOrderMark() {
        byte[] before =
                "\uFEFF<!--é--><e:Envelope xmlns:e='ü'><e:Header/></e:Envelope>".getBytes(StandardCharsets.UTF_8);

        byte[] after = SoapHeader.of(before).insert(before, "ß");

        assertThat(new String(after, StandardCharsets.UTF_8))
                .isEqualTo("\uFEFF<!--é--><e:Envelope xmlns:e='ü'><e:Header>ß</e:Header></e:Envelope>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<a/>",
                "<!DOCTYPE x><s:Envelope><s:Header/></s:Envelope>",
                "<s:Envelope/>",
                "<s:Envelope><t:Header/></s:Envelope>",
                "<s:Envelope><s:Fault/></s:Envelope>",
                "<s:Envelopes><s:Header>"
            })
    void refusesWhatIsNoEnvelope(String text) {
        assertThatThrownBy(() -> SoapHeader.of(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ConnectorFailure.class)
                .hasMessageContaining("soap.security");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "<!---->", "<?p ?>", "x=\"y\" ", "aaa ", "\"", "'", "<!--", "<?"})
    void endsSoonWithHostileText(String piece) {
        byte[] beginning = piece.repeat(60_000 / piece.length()).getBytes(StandardCharsets.UTF_8);
        byte[] inside = ("<s:Envelope " + piece.repeat(60_000 / piece.length()) + ">").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> SoapHeader.of(beginning)).isInstanceOf(ConnectorFailure.class);
        assertThatThrownBy(() -> SoapHeader.of(inside)).isInstanceOf(ConnectorFailure.class);
    }
}
