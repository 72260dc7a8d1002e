package dev.millrace.http.request;

import java.nio.charset.StandardCharsets;

/** The bytes of text, without the question marks that Java writes for what it can't encode. */
final class Utf8 {

    private Utf8() {}

    /**
     * The text in UTF-8.
     *
     * @throws dev.millrace.kit.ConnectorFailure MALFORMED when it holds half of a surrogate pair
     */
    static byte[] bytes(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) {
                    throw Unrenderable.because(
                            "value-without-form",
                            "a value holds half of a surrogate pair, which UTF-8 has no form for: correct it with a"
                                    + " transform");
                }
                at++;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
