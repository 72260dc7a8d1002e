package dev.millrace.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** What a request proves itself with. The text of an instance never holds the secret. */
public sealed interface Credentials {

    /** The header to send; empty for none. */
    Optional<HttpHeader> header();

    /** Sends nothing. */
    record Anonymous() implements Credentials {
        @Override
        public Optional<HttpHeader> header() {
            return Optional.empty();
        }
    }

    /**
     * User and password, as UTF-8 (RFC 7617).
     *
     * @param user without a colon, which would end it (RFC 7617 section 2)
     */
    record Basic(String user, Password password) implements Credentials {
        public Basic {
            if (user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("the user name of basic authentication holds no colon");
            }
        }

        @Override
        public Optional<HttpHeader> header() {
            byte[] pair = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
            return Optional.of(new HttpHeader(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
        }
    }

    /**
     * A token that whoever bears it may use (RFC 6750 section 2.1).
     *
     * @param token in the characters that RFC 6750 allows
     */
    record Bearer(Password token) implements Credentials {
        public Bearer {
            if (!token.value().matches("[A-Za-z0-9._~+/-]+=*")) {
                throw new IllegalArgumentException("a bearer token holds letters, digits and -._~+/ only");
            }
        }

        @Override
        public Optional<HttpHeader> header() {
            return Optional.of(new HttpHeader("Authorization", "Bearer " + token.value()));
        }
    }
}
