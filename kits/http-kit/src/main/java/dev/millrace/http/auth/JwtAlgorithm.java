package dev.millrace.http.auth;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** How a JSON Web Token is signed (RFC 7518 section 3.1, RFC 8037 section 3.1); {@code none} is not among them. */
enum JwtAlgorithm {
    HS256("HmacSHA256", 0),
    HS384("HmacSHA384", 0),
    HS512("HmacSHA512", 0),
    RS256("SHA256withRSA", 2048),
    RS384("SHA384withRSA", 2048),
    RS512("SHA512withRSA", 2048),
    PS256("SHA-256", 2048),
    PS384("SHA-384", 2048),
    PS512("SHA-512", 2048),
    ES256("SHA256withECDSAinP1363Format", 256),
    ES384("SHA384withECDSAinP1363Format", 384),
    ES512("SHA512withECDSAinP1363Format", 521),
    EDDSA("Ed25519", 0);

    private final String standardName;
    private final int bits;

    /**
     * Names it as Java does.
     *
     * @param bits of the key: at least so many for RSA (RFC 7518 sections 3.3 and 3.5), exactly so many for a curve
     */
    JwtAlgorithm(String standardName, int bits) {
        this.standardName = standardName;
        this.bits = bits;
    }

    /** As the header of a token has it. */
    String title() {
        return this == EDDSA ? "EdDSA" : name();
    }

    boolean isShared() {
        return this == HS256 || this == HS384 || this == HS512;
    }

    boolean fits(Key key) {
        return switch (this) {
            case HS256, HS384, HS512 -> key instanceof SecretKey;
            case RS256, RS384, RS512, PS256, PS384, PS512 ->
                key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= bits;
            case ES256, ES384, ES512 ->
                key instanceof ECKey curve
                        && curve.getParams().getCurve().getField().getFieldSize() == bits;
            case EDDSA ->
                key instanceof EdECKey edwards && edwards.getParams().getName().equals("Ed25519");
        };
    }

    /** The usual one for a key; empty for a key of another kind. */
    static Optional<JwtAlgorithm> usualFor(Key key) {
        for (JwtAlgorithm algorithm : values()) {
            if (algorithm.fits(key)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** Signs with a key that fits. */
    byte[] sign(Key key, byte[] content) throws GeneralSecurityException {
        return switch (this) {
            case HS256, HS384, HS512 -> {
                Mac mac = Mac.getInstance(standardName);
                mac.init(key);
                yield mac.doFinal(content);
            }
            case PS256 -> sign("RSASSA-PSS", pss(MGF1ParameterSpec.SHA256, 32), key, content);
            case PS384 -> sign("RSASSA-PSS", pss(MGF1ParameterSpec.SHA384, 48), key, content);
            case PS512 -> sign("RSASSA-PSS", pss(MGF1ParameterSpec.SHA512, 64), key, content);
            case RS256, RS384, RS512, ES256, ES384, ES512, EDDSA -> sign(standardName, null, key, content);
        };
    }

    /** The same hash for the mask, and a salt of its length (RFC 7518 section 3.5). */
    private PSSParameterSpec pss(MGF1ParameterSpec mask, int salt) {
        return new PSSParameterSpec(standardName, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    private static byte[] sign(String name, @Nullable AlgorithmParameterSpec parameters, Key key, byte[] content)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        signature.initSign((PrivateKey) key);
        signature.update(content);
        return signature.sign();
    }
}
