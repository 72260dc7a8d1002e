package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class WsSecurityTest {

    private static final String ENVELOPE = """
            <?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">\
            <soap:Header><a:Own xmlns:a="urn:a">é</a:Own></soap:Header><soap:Body><b/></soap:Body></soap:Envelope>""";
    private static final String EXTENSION =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String UTILITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String PROFILE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#";

    private final Map<String, String> options = new HashMap<>(
            Map.of("soap.security", "digest", "soap.security.user", "me & <you>", "soap.security.password", "p]]>&ä"));

    @Test
    void sendsTheDigestOfThePassword() throws Exception {
        Document envelope = envelope(proven());

        Element nonce = one(envelope, EXTENSION, "Nonce");
        Element password = one(envelope, EXTENSION, "Password");
        String created = one(envelope, UTILITY, "Created").getTextContent();
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        sha1.update(Base64.getDecoder().decode(nonce.getTextContent()));
        sha1.update(created.getBytes(StandardCharsets.UTF_8));
        sha1.update("p]]>&ä".getBytes(StandardCharsets.UTF_8));
        assertThat(password.getTextContent()).isEqualTo(Base64.getEncoder().encodeToString(sha1.digest()));
        assertThat(password.getAttribute("Type")).isEqualTo(PROFILE + "PasswordDigest");
        assertThat(nonce.getAttribute("EncodingType")).endsWith("soap-message-security-1.0#Base64Binary");
        assertThat(created).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(one(envelope, EXTENSION, "Username").getTextContent()).isEqualTo("me & <you>");
    }

    @Test
    void sendsThePasswordItself() throws Exception {
        options.put("soap.security", "text");

        Document envelope = envelope(proven());

        Element password = one(envelope, EXTENSION, "Password");
        assertThat(password.getTextContent()).isEqualTo("p]]>&ä");
        assertThat(password.getAttribute("Type")).isEqualTo(PROFILE + "PasswordText");
        assertThat(envelope.getElementsByTagNameNS(EXTENSION, "Nonce").getLength())
                .isZero();
    }

    @Test
    void standsFirstInTheHeaderAndMustBeUnderstood() throws Exception {
        Document envelope = envelope(proven());

        Element security = one(envelope, EXTENSION, "Security");
        assertThat(security.getParentNode().getNodeName()).isEqualTo("soap:Header");
        assertThat(security.getPreviousSibling()).isNull();
        assertThat(security.getNextSibling().getTextContent()).isEqualTo("é");
        assertThat(security.getAttribute("soap:mustUnderstand")).isEqualTo("1");
        assertThat(envelope.getElementsByTagNameNS(UTILITY, "Timestamp").getLength())
                .isZero();
    }

    @Test
    void tellsHowLongAnEnvelopeIsGood() throws Exception {
        options.put("soap.security.lifetime.ms", "300000");
        options.put("soap.security.must.understand", "false");

        Document envelope = envelope(proven());

        assertThat(one(envelope, UTILITY, "Expires").getTextContent()).isEqualTo("2026-03-01T12:05:00Z");
        assertThat(one(envelope, EXTENSION, "Security").hasAttribute("soap:mustUnderstand"))
                .isFalse();
    }

    @Test
    void isMadeAnewForEachAttempt() {
        Authenticator authenticator = Auth.open(options);
        HttpCall call = Auth.call(HttpMethod.POST, "https://a.example/", ENVELOPE);

        byte[] first = Auth.proven(authenticator, call).body();
        byte[] second = Auth.proven(authenticator, call).body();

        assertThat(second).isNotEqualTo(first);
        assertThat(call.body()).isEqualTo(ENVELOPE.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void signatureCoversTheEnvelopeAsItIsSent() throws Exception {
        options.putAll(Map.of("http.auth", "hmac", "http.auth.secrets", "s", "http.auth.hmac.signed", "{sha256:body}"));

        HttpCall proven = proven();

        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(proven.body()));
        assertThat(proven.header("X-Signature"))
                .contains(HexFormat.of().formatHex(Hashes.hmacSha256(new byte[] {'s'}, hash)));
        assertThat(proven.body().length).isGreaterThan(ENVELOPE.length());
    }

    private HttpCall proven() {
        return Auth.proven(Auth.open(options), Auth.call(HttpMethod.POST, "https://a.example/", ENVELOPE));
    }

    private static Document envelope(HttpCall call) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(call.body()));
    }

    private static Element one(Document document, String space, String name) {
        assertThat(document.getElementsByTagNameNS(space, name).getLength())
                .as(name)
                .isEqualTo(1);
        return (Element) document.getElementsByTagNameNS(space, name).item(0);
    }
}
