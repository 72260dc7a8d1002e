package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Puts a UsernameToken into the header of each SOAP envelope, made anew for each attempt (OASIS Web Services Security
 * UsernameToken Profile 1.1.1). For any thread.
 */
final class WsSecurity implements AtOnce {

    private static final String OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
    private static final String EXTENSION = OASIS + "wssecurity-secext-1.0.xsd";
    private static final String UTILITY = OASIS + "wssecurity-utility-1.0.xsd";
    private static final String PROFILE = OASIS + "username-token-profile-1.0";
    private static final String BASE64 = OASIS + "soap-message-security-1.0#Base64Binary";

    private final WsSecuritySettings settings;
    private final Secret<String> password;
    private final Clock clock;
    private final Supplier<byte[]> nonces;

    WsSecurity(WsSecuritySettings settings, Secret<String> password, Clock clock, Supplier<byte[]> nonces) {
        this.settings = settings;
        this.password = password;
        this.clock = clock;
        this.nonces = nonces;
    }

    @Override
    public HttpCall proven(HttpCall call) {
        SoapHeader header = SoapHeader.of(call.body());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        StringBuilder block = new StringBuilder(1024);
        block.append("<wsse:Security xmlns:wsse=\"")
                .append(EXTENSION)
                .append("\" xmlns:wsu=\"")
                .append(UTILITY)
                .append('"');
        if (settings.mustUnderstand()) {
            block.append(' ').append(header.prefix()).append("mustUnderstand=\"1\"");
        }
        block.append('>');
        if (!settings.lifetime().isZero()) {
            block.append("<wsu:Timestamp>").append(element("wsu:Created", now.toString()));
            block.append(element("wsu:Expires", now.plus(settings.lifetime()).toString()))
                    .append("</wsu:Timestamp>");
        }
        block.append("<wsse:UsernameToken>").append(element("wsse:Username", settings.name()));
        if (settings.mode() == WsSecuritySettings.Mode.DIGEST) {
            appendDigest(block, now.toString());
        } else {
            appendPassword(block, "PasswordText", password.current());
        }
        block.append("</wsse:UsernameToken></wsse:Security>");
        return call.withBody(header.insert(call.body(), block.toString()));
    }

    private void appendDigest(StringBuilder block, String created) {
        byte[] nonce = nonces.get();
        appendPassword(
                block,
                "PasswordDigest",
                digest(nonce, created, password.current().getBytes(StandardCharsets.UTF_8)));
        block.append("<wsse:Nonce EncodingType=\"").append(BASE64).append("\">");
        block.append(Base64.getEncoder().encodeToString(nonce)).append("</wsse:Nonce>");
        block.append(element("wsu:Created", created));
    }

    private static void appendPassword(StringBuilder block, String type, String password) {
        block.append("<wsse:Password Type=\"")
                .append(PROFILE)
                .append('#')
                .append(type)
                .append("\">");
        block.append(escaped(password)).append("</wsse:Password>");
    }

    /** Section 3.1 of the profile: the nonce in its bytes, not as it is written. */
    static String digest(byte[] nonce, String created, byte[] password) {
        byte[] time = created.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[nonce.length + time.length + password.length];
        System.arraycopy(nonce, 0, all, 0, nonce.length);
        System.arraycopy(time, 0, all, nonce.length, time.length);
        System.arraycopy(password, 0, all, nonce.length + time.length, password.length);
        return Base64.getEncoder().encodeToString(Hashes.digest("SHA-1", all));
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + escaped(text) + "</" + name + ">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }

    @Override
    public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        return CompletableFuture.completedFuture(password.lookNow());
    }
}
