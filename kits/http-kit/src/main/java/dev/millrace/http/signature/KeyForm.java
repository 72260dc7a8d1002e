package dev.millrace.http.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a secret in the settings is written. */
enum KeyForm {
    /** The text itself, whatever it looks like. */
    UTF8("the text as it is"),
    BASE64("base64"),
    HEX("hexadecimal"),
    /** Base64, with or without {@code whsec_} before it (Standard Webhooks). */
    WHSEC("base64 after whsec_"),
    /** The same, where only the prefix tells such a secret from others. */
    WHSEC_MARKED("whsec_ and base64"),
    /** The 32 bytes of an Ed25519 key in base64 after {@code whpk_} (Standard Webhooks). */
    WHPK("whpk_ and base64"),
    ED25519_HEX("32 bytes in hexadecimal"),
    /** A public key as X.509 has it (RFC 5280 section 4.1), as PEM or bare base64. */
    SPKI("a public key, PEM or base64");

    /** What stands before the 32 bytes of an Ed25519 key in X.509 (RFC 8410 section 4). */
    private static final byte[] ED25519_HEAD = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    /** What stands before the 32 bytes of a private one in PKCS#8 (RFC 8410 section 7). */
    private static final byte[] ED25519_PRIVATE_HEAD = {
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
    };

    private static final String WHSEC_PREFIX = "whsec_";

    /**
     * {@code whpk_} and its like read as base64 of the URL form: as a shared secret, the public key would let everybody sign.
     */
    private static final Pattern OTHER_MARK = Pattern.compile("^wh[a-z]{1,8}_");

    private final String title;

    KeyForm(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The key that a secret stands for; empty when the secret is not of this form. */
    Optional<VerifyKey> read(Algorithm algorithm, int number, String secret) {
        Optional<byte[]> bytes = bytes(secret).filter(some -> some.length > 0);
        return switch (this) {
            case UTF8, BASE64, HEX, WHSEC, WHSEC_MARKED -> bytes.map(key -> VerifyKey.shared(number, algorithm, key));
            case WHPK, ED25519_HEX ->
                bytes.filter(key -> key.length == 32)
                        .flatMap(key -> publicKey(Algorithm.ED25519, number, withHead(key)));
            case SPKI -> bytes.flatMap(key -> publicKey(algorithm, number, key));
        };
    }

    /** The key that signs what {@link #read} verifies; empty when the secret is none. */
    Optional<SigningKey> readToSign(Algorithm algorithm, String secret) {
        return switch (this) {
            case UTF8, BASE64, HEX, WHSEC, WHSEC_MARKED ->
                read(algorithm, 0, secret).map(SigningKey::shared);
            case WHPK ->
                marked("whsk_", secret)
                        .flatMap(KeyForm::seed)
                        .flatMap(seed -> SigningKey.read(Algorithm.ED25519, Encoding.BASE64.encode(seed)))
                        .or(() -> SigningKey.read(Algorithm.ED25519, secret));
            case ED25519_HEX ->
                Encoding.HEX
                        .decode(secret)
                        .flatMap(KeyForm::seed)
                        .flatMap(seed -> SigningKey.read(Algorithm.ED25519, Encoding.BASE64.encode(seed)))
                        .or(() -> SigningKey.read(Algorithm.ED25519, secret));
            case SPKI -> SigningKey.read(algorithm, secret);
        };
    }

    /** For a person: what such a secret looks like. */
    String titleToSign() {
        return switch (this) {
            case UTF8, BASE64, HEX, WHSEC, WHSEC_MARKED -> title;
            case WHPK -> "whsk_ and base64, or a private key as PEM";
            case ED25519_HEX -> "a private key as 32 bytes in hexadecimal or as PEM";
            case SPKI -> "a private key as PEM or base64";
        };
    }

    /** A private key of Ed25519 as PKCS#8 has it; behind its 32 bytes may stand the public ones. */
    private static Optional<byte[]> seed(byte[] key) {
        return key.length == 32 || key.length == 64
                ? Optional.of(withHead(ED25519_PRIVATE_HEAD, Arrays.copyOf(key, 32)))
                : Optional.empty();
    }

    private Optional<byte[]> bytes(String secret) {
        return switch (this) {
            case UTF8 -> Optional.of(secret.getBytes(StandardCharsets.UTF_8));
            case BASE64 -> Encoding.BASE64.decode(secret);
            case HEX, ED25519_HEX -> Encoding.HEX.decode(secret);
            case WHSEC ->
                secret.startsWith(WHSEC_PREFIX)
                        ? marked(WHSEC_PREFIX, secret)
                        : Optional.of(secret)
                                .filter(bare -> !OTHER_MARK.matcher(bare).find())
                                .flatMap(Encoding.BASE64::decode);
            case WHSEC_MARKED -> marked(WHSEC_PREFIX, secret);
            case WHPK -> marked("whpk_", secret);
            case SPKI ->
                Encoding.BASE64.decode(secret.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "")
                        .replaceAll("\\s", ""));
        };
    }

    private static Optional<byte[]> marked(String prefix, String secret) {
        return secret.startsWith(prefix) ? Encoding.BASE64.decode(secret.substring(prefix.length())) : Optional.empty();
    }

    /** The 32 bytes of an Ed25519 key as X.509 has them. */
    static byte[] withHead(byte[] key) {
        return withHead(ED25519_HEAD, key);
    }

    private static byte[] withHead(byte[] head, byte[] key) {
        byte[] whole = new byte[head.length + key.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(key, 0, whole, head.length, key.length);
        return whole;
    }

    static Optional<VerifyKey> publicKey(Algorithm algorithm, int number, byte[] encoded) {
        String kind = switch (algorithm) {
            case ED25519 -> "Ed25519";
            case ECDSA_P256, ECDSA_P256_JWT -> "EC";
            case RSA_SHA1, RSA_SHA256 -> "RSA";
            case HMAC_SHA1, HMAC_SHA256, HMAC_SHA512, SHA256 ->
                throw new IllegalArgumentException(algorithm + " has no public key");
        };
        try {
            return Optional.of(VerifyKey.open(
                    number, algorithm, KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded))));
        } catch (GeneralSecurityException unfit) {
            return Optional.empty();
        }
    }
}
