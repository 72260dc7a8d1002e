package dev.millrace.http.auth;

import dev.millrace.http.HttpHeader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How a client proves to a token endpoint who it is. */
sealed interface OAuth2Client {

    void addTo(TokenForm form);

    /** The methods to choose from. */
    enum Method {
        BASIC,
        POST,
        PRIVATE_KEY_JWT,
        CLIENT_SECRET_JWT,
        TLS,
        NONE;

        boolean takesSecret() {
            return this == BASIC || this == POST || this == CLIENT_SECRET_JWT;
        }
    }

    /** Id and secret in a header, each encoded as in a form before (RFC 6749 section 2.3.1). */
    record Basic(String id, Secret<String> secret) implements OAuth2Client {
        @Override
        public void addTo(TokenForm form) {
            String pair = TokenForm.encode(id) + ":" + TokenForm.encode(secret.current());
            form.add(new HttpHeader(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII))));
        }
    }

    /** Id and secret in the form. */
    record Post(String id, Secret<String> secret) implements OAuth2Client {
        @Override
        public void addTo(TokenForm form) {
            form.add("client_id", id).add("client_secret", secret.current());
        }
    }

    /** A token that the client signs for this one request (RFC 7523 sections 2.2 and 3). */
    record Assertion(String id, String audience, JwtMint mint) implements OAuth2Client {
        @Override
        public void addTo(TokenForm form) {
            form.add("client_id", id)
                    .add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                    .add(
                            "client_assertion",
                            mint.sign(new JwtMint.Claims(id, Optional.of(id), Optional.of(audience), "")));
        }
    }

    /** The id alone: the certificate of the connection proves it (RFC 8705 section 2), or nothing has to. */
    record Named(String id) implements OAuth2Client {
        @Override
        public void addTo(TokenForm form) {
            form.add("client_id", id);
        }
    }
}
