package dev.millrace.partner;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a proof of RFC 7616 is right for one user. */
record DigestCheck(String user, String password, String realm) {

    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z]+\\*?)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

    /** The parameters of a value of Authorization; none when it is of another scheme. */
    static Map<String, String> parameters(@Nullable String authorization) {
        Map<String, String> parameters = new HashMap<>();
        if (authorization == null || !authorization.regionMatches(true, 0, "Digest ", 0, 7)) {
            return parameters;
        }
        Matcher matcher = PARAMETER.matcher(authorization.substring(7));
        while (matcher.find()) {
            String quoted = matcher.group(2);
            parameters.put(matcher.group(1), quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return parameters;
    }

    boolean isRight(
            Map<String, String> given, String method, String target, byte[] body, String qop, List<String> algorithms) {
        String algorithm = given.getOrDefault("algorithm", "MD5");
        String chosen = given.getOrDefault("qop", "");
        boolean offered =
                qop.isEmpty() ? chosen.isEmpty() : List.of(qop.split(",", -1)).contains(chosen);
        if (!offered
                || !algorithms.contains(algorithm)
                || !target.equals(given.get("uri"))
                || !realm.equals(given.get("realm"))
                || !"o,p=q".equals(given.get("opaque"))
                || !isUser(given, algorithm)) {
            return false;
        }
        String nonce = given.getOrDefault("nonce", "");
        String clientNonce = given.getOrDefault("cnonce", "");
        String secret = hash(algorithm, utf8(user + ":" + realm + ":" + password));
        if (algorithm.endsWith("-sess")) {
            secret = hash(algorithm, utf8(secret + ":" + nonce + ":" + clientNonce));
        }
        String what = method + ":" + target + (chosen.equals("auth-int") ? ":" + hash(algorithm, body) : "");
        String middle = chosen.isEmpty() ? nonce : nonce + ":" + given.get("nc") + ":" + clientNonce + ":" + chosen;
        String expected = hash(algorithm, utf8(secret + ":" + middle + ":" + hash(algorithm, utf8(what))));
        return expected.equals(given.get("response"));
    }

    private boolean isUser(Map<String, String> given, String algorithm) {
        if ("true".equals(given.get("userhash"))) {
            return hash(algorithm, utf8(user + ":" + realm)).equals(given.get("username"));
        }
        String extended = given.get("username*");
        return extended == null
                ? user.equals(given.get("username"))
                : extended.startsWith("UTF-8''")
                        && user.equals(URLDecoder.decode(extended.substring(7), StandardCharsets.UTF_8));
    }

    private static String hash(String algorithm, byte[] bytes) {
        String name = algorithm.replace("-sess", "").replace("SHA-512-256", "SHA-512/256");
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(bytes));
        } catch (GeneralSecurityException unknown) {
            throw new IllegalArgumentException("no hash function " + name, unknown);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
