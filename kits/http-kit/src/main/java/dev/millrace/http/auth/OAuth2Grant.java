package dev.millrace.http.auth;

/** What a client shows to be given a token. */
sealed interface OAuth2Grant {

    void addTo(TokenForm form);

    /** The grants to choose from. */
    enum Type {
        CLIENT_CREDENTIALS,
        JWT_BEARER,
        PASSWORD
    }

    /** Itself (RFC 6749 section 4.4). */
    record ClientCredentials() implements OAuth2Grant {
        @Override
        public void addTo(TokenForm form) {
            form.add("grant_type", "client_credentials");
        }
    }

    /** A user's name and password (RFC 6749 section 4.3), for servers that know nothing better. */
    record Password(String user, Secret<String> password) implements OAuth2Grant {
        @Override
        public void addTo(TokenForm form) {
            form.add("grant_type", "password").add("username", user).add("password", password.current());
        }
    }

    /** A token that somebody signed whom the server trusts (RFC 7523 sections 2.1 and 3). */
    record JwtBearer(JwtMint mint, JwtMint.Claims claims) implements OAuth2Grant {
        @Override
        public void addTo(TokenForm form) {
            form.add("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
                    .add("assertion", mint.sign(claims));
        }
    }
}
