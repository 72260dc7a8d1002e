package dev.millrace.http.request;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A version of SOAP. Each envelope that is made here begins with the {@link #opening}, so that whoever adds a header finds
 * its place without reading XML.
 */
public enum SoapVersion {
    /** SOAP 1.1 (W3C note of 2000-05-08). */
    SOAP_1_1("1.1", "http://schemas.xmlsoap.org/soap/envelope/"),
    /** SOAP 1.2 (W3C recommendation of 2007-04-27). */
    SOAP_1_2("1.2", "http://www.w3.org/2003/05/soap-envelope");

    static final String BETWEEN = "</soap:Header><soap:Body>";
    static final String CLOSING = "</soap:Body></soap:Envelope>";

    private final String number;
    private final String namespace;
    private final String opening;

    SoapVersion(String number, String namespace) {
        this.number = number;
        this.namespace = namespace;
        this.opening = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\"" + namespace
                + "\"><soap:Header>";
    }

    /** Which of them the envelope of a request body is of; empty for a body that was not made here. */
    public static Optional<SoapVersion> of(byte[] body) {
        return Stream.of(values()).filter(version -> version.opens(body)).findFirst();
    }

    /** What an envelope begins with, the tag that opens its header included. */
    public String opening() {
        return opening;
    }

    /** The namespace of its envelope. */
    public String namespace() {
        return namespace;
    }

    String number() {
        return number;
    }

    static SoapVersion numbered(String number) {
        return Stream.of(values())
                .filter(version -> version.number.equals(number))
                .findFirst()
                .orElseThrow();
    }

    /** All its characters are ASCII. */
    private boolean opens(byte[] body) {
        if (body.length <= opening.length()) {
            return false;
        }
        for (int at = 0; at < opening.length(); at++) {
            if (body[at] != opening.charAt(at)) {
                return false;
            }
        }
        return true;
    }
}
