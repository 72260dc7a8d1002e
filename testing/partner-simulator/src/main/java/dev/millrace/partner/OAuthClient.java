package dev.millrace.partner;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * A client as it is registered with the authorisation server. Immutable; the methods that change something return another one.
 *
 * @param method the one way in which it may prove itself
 * @param secret of a method with a secret; empty otherwise
 * @param key verifies its signed tokens
 * @param algorithm the only one of its signed tokens; empty for a client that signs none
 * @param keyId that its signed tokens must name; empty for any or none
 * @param certificate that it must show: itself for {@link Method#SELF_SIGNED_TLS}
 * @param subject of the certificate that it must show, as RFC 2253 writes it, for {@link Method#TLS}
 * @param scopes that it may ask for
 * @param grants that it may use
 */
public record OAuthClient(
        String id,
        Method method,
        String secret,
        Optional<Key> key,
        String algorithm,
        Optional<String> keyId,
        Optional<X509Certificate> certificate,
        Optional<String> subject,
        Set<String> scopes,
        Set<String> grants) {

    /** The ways in which clients prove themselves. */
    public enum Method {
        /** RFC 6749 section 2.3.1, in the header. */
        BASIC,
        /** RFC 6749 section 2.3.1, in the form. */
        POST,
        /** RFC 7523 section 2.2, signed with the secret. */
        SECRET_JWT,
        /** RFC 7523 section 2.2, signed with a private key. */
        PRIVATE_KEY_JWT,
        /** RFC 8705 section 2.1: a certificate of a trusted authority, by its subject. */
        TLS,
        /** RFC 8705 section 2.2: a certificate by itself. */
        SELF_SIGNED_TLS,
        /** A public client. */
        NONE
    }

    private static final Set<String> ALL_GRANTS =
            Set.of("client_credentials", "password", "urn:ietf:params:oauth:grant-type:jwt-bearer");

    public OAuthClient {
        scopes = Set.copyOf(scopes);
        grants = Set.copyOf(grants);
    }

    /** One that proves itself by its secret in a header. */
    public static OAuthClient basic(String id, String secret) {
        return plain(id, Method.BASIC, secret, Optional.empty(), "");
    }

    /** One that proves itself by its secret in the form. */
    public static OAuthClient post(String id, String secret) {
        return plain(id, Method.POST, secret, Optional.empty(), "");
    }

    /** One that signs with its secret. */
    public static OAuthClient secretJwt(String id, String secret, String algorithm) {
        Key key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HMAC");
        return plain(id, Method.SECRET_JWT, secret, Optional.of(key), algorithm);
    }

    /** One that signs with a private key. */
    public static OAuthClient privateKeyJwt(String id, PublicKey key, String algorithm) {
        return plain(id, Method.PRIVATE_KEY_JWT, "", Optional.of(key), algorithm);
    }

    /** One that shows a certificate of a trusted authority with this subject. */
    public static OAuthClient tls(String id, X509Certificate certificate) {
        OAuthClient client = plain(id, Method.TLS, "", Optional.empty(), "");
        String subject = certificate.getSubjectX500Principal().getName();
        return client.with(Optional.empty(), Optional.empty(), Optional.of(subject), client.scopes, client.grants);
    }

    /** One that shows just this certificate. */
    public static OAuthClient selfSignedTls(String id, X509Certificate certificate) {
        OAuthClient client = plain(id, Method.SELF_SIGNED_TLS, "", Optional.empty(), "");
        return client.with(Optional.empty(), Optional.of(certificate), Optional.empty(), client.scopes, client.grants);
    }

    /** A public one. */
    public static OAuthClient open(String id) {
        return plain(id, Method.NONE, "", Optional.empty(), "");
    }

    public OAuthClient keyId(String id) {
        return with(Optional.of(id), certificate, subject, scopes, grants);
    }

    /** The certificate whose thumbprint its signed tokens must name. */
    public OAuthClient namesCertificate(X509Certificate shown) {
        return with(keyId, Optional.of(shown), subject, scopes, grants);
    }

    public OAuthClient scopes(String... names) {
        return with(keyId, certificate, subject, Set.of(names), grants);
    }

    public OAuthClient grants(String... types) {
        return with(keyId, certificate, subject, scopes, Set.of(types));
    }

    private static OAuthClient plain(String id, Method method, String secret, Optional<Key> key, String algorithm) {
        return new OAuthClient(
                id,
                method,
                secret,
                key,
                algorithm,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                ALL_GRANTS);
    }

    private OAuthClient with(
            Optional<String> namedKey,
            Optional<X509Certificate> shown,
            Optional<String> named,
            Set<String> allowed,
            Set<String> types) {
        return new OAuthClient(id, method, secret, key, algorithm, namedKey, shown, named, allowed, types);
    }
}
