package dev.millrace.http.signature;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The parts of a signature by a shared secret, for a sender that has no preset.
 *
 * @param signature where it is
 * @param separator between the pieces of that text; empty when it is one piece
 * @param prefix what a piece that is a signature begins with
 * @param signed the template of what is signed
 * @param timestamp where the time of signing is; empty for none
 * @param id where the id that is signed is; empty for none
 */
record HmacSettings(
        Hash algorithm,
        String signature,
        String separator,
        String prefix,
        Encoding encoding,
        Key key,
        String signed,
        String timestamp,
        TimestampRule.Unit unit,
        String id) {

    static final String ALGORITHM = "webhook.hmac.algorithm";
    static final String SIGNATURE = "webhook.hmac.signature";
    static final String SEPARATOR = "webhook.hmac.separator";
    static final String PREFIX = "webhook.hmac.prefix";
    static final String ENCODING = "webhook.hmac.encoding";
    static final String KEY = "webhook.hmac.key";
    static final String SIGNED = "webhook.hmac.signed";
    static final String TIMESTAMP = "webhook.hmac.timestamp";
    static final String UNIT = "webhook.hmac.timestamp.unit";
    static final String ID = "webhook.hmac.id";

    private static final String DEFAULT_SIGNATURE = "header:X-Signature";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** The hash functions to choose from. */
    enum Hash {
        SHA256(Algorithm.HMAC_SHA256),
        SHA1(Algorithm.HMAC_SHA1),
        SHA512(Algorithm.HMAC_SHA512);

        private final Algorithm algorithm;

        Hash(Algorithm algorithm) {
            this.algorithm = algorithm;
        }

        Algorithm algorithm() {
            return algorithm;
        }
    }

    /** How the secret is written. */
    enum Key {
        UTF8(KeyForm.UTF8),
        BASE64(KeyForm.BASE64),
        HEX(KeyForm.HEX),
        WHSEC(KeyForm.WHSEC);

        private final KeyForm form;

        Key(KeyForm form) {
            this.form = form;
        }

        KeyForm form() {
            return form;
        }
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Signatures of other senders")
                .choice(
                        ALGORITHM,
                        Hash.SHA256,
                        "The hash function of webhook.verify=hmac. Take what the sender's documents name.")
                .text(
                        SIGNATURE,
                        DEFAULT_SIGNATURE,
                        "Where the signature is: header:Name, query:name, form:name or body:path in a JSON body. A # at the"
                                + " end of a header's name stands for 1, 2, 3 and so on.")
                .text(
                        SEPARATOR,
                        "",
                        "What stands between the pieces of the signature's text, such as a comma in t=1,v1=ab. Leave it"
                                + " empty when the text is one piece.")
                .text(
                        PREFIX,
                        "",
                        "What stands before the signature, such as sha256= or v1=. Pieces that begin otherwise are"
                                + " passed over.")
                .choice(ENCODING, Encoding.HEX, "How the signature is written. Base64 is read in all its forms.")
                .choice(
                        KEY,
                        Key.UTF8,
                        "How the secret is written. utf8 takes the text as it is; choose another one when the sender decodes"
                                + " it before use.")
                .text(
                        SIGNED,
                        "{body}",
                        "What is signed, with places such as {ts}.{body}. Places: body, ts, id, method, url, host, path,"
                                + " query, target (path and query), param.sorted, json:path, form:name, header:Name, crc32:body,"
                                + " sha256:body.")
                .text(
                        TIMESTAMP,
                        "",
                        "Where the time of signing is, as in webhook.hmac.signature, or signature:t= for a piece of the"
                                + " signature's own text. Set it when the sender has one, so that old requests are refused.")
                .choice(
                        UNIT,
                        TimestampRule.Unit.S,
                        "The form of that time: seconds or milliseconds since 1970, or ISO 8601. Set it as the sender"
                                + " writes it.")
                .text(
                        ID,
                        "",
                        "Where the id is that is part of what is signed. Set it when webhook.hmac.signed has {id}.");
    }

    static HmacSettings from(AbstractConfig config) {
        return new HmacSettings(
                OptionGroup.choiceOf(Hash.class, config.getString(ALGORITHM)),
                config.getString(SIGNATURE),
                config.getString(SEPARATOR),
                config.getString(PREFIX),
                OptionGroup.choiceOf(Encoding.class, config.getString(ENCODING)),
                OptionGroup.choiceOf(Key.class, config.getString(KEY)),
                config.getString(SIGNED),
                config.getString(TIMESTAMP),
                OptionGroup.choiceOf(TimestampRule.Unit.class, config.getString(UNIT)),
                config.getString(ID));
    }

    static void validate(AbstractConfig config, Problems problems) {
        HmacSettings settings = from(config);
        place(SIGNATURE, settings.signature, problems)
                .filter(place -> place.kind() == Place.Kind.SIGNATURE)
                .ifPresent(itself -> problems.report(
                        SIGNATURE, "can't be a piece of itself: name a header, a parameter or a path in the body"));
        optionalPlace(TIMESTAMP, settings.timestamp, problems);
        optionalPlace(ID, settings.id, problems);
        try {
            SignedContent content = SignedContent.parse(settings.signed);
            if (content.needsTimestamp() && settings.timestamp.isEmpty()) {
                problems.report(
                        TIMESTAMP, "is missing, and " + SIGNED + " has {ts}: tell where the time of signing is");
            }
            if (content.needsId() && settings.id.isEmpty()) {
                problems.report(ID, "is missing, and " + SIGNED + " has {id}: tell where the id is");
            }
            if (content.isConstant()) {
                problems.report(
                        SIGNED, "has no place, so every request would have the same signature: take {body} into it");
            }
            if (isTimeUnsigned(settings, content)) {
                problems.report(
                        TIMESTAMP,
                        "is not part of " + SIGNED
                                + ", so anybody could renew an old request: sign it by {ts}, or remove it");
            }
            if (content.needsSecret()) {
                problems.report(SIGNED, "has {secret}, which an HMAC never signs: remove it");
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(SIGNED, String.valueOf(wrong.getMessage()));
        }
    }

    /** A time beside the body proves nothing unless it is signed by itself; one in the body may be signed with it. */
    private static boolean isTimeUnsigned(HmacSettings settings, SignedContent content) {
        boolean inTheBody = settings.timestamp.startsWith("body:") || settings.timestamp.startsWith("form:");
        String header = settings.timestamp.startsWith("header:") ? "{" + settings.timestamp + "}" : "";
        boolean inTheAddress = settings.timestamp.startsWith("query:") && settings.signed.contains("{url}");
        return !settings.timestamp.isEmpty()
                && !content.needsTimestamp()
                && !inTheBody
                && !inTheAddress
                && (header.isEmpty() || !settings.signed.contains(header));
    }

    private static void optionalPlace(String key, String text, Problems problems) {
        if (!text.isEmpty()) {
            Optional<Place> unused = place(key, text, problems);
        }
    }

    private static Optional<Place> place(String key, String text, Problems problems) {
        try {
            return Optional.of(Place.parse(text));
        } catch (IllegalArgumentException wrong) {
            problems.report(key, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /** The scheme of these parts; a time without a tolerance of its own is good for five minutes. */
    SignatureScheme scheme() {
        SchemeBuilder builder = SchemeBuilder.in(signature)
                .pieces(separator, prefix)
                .by(algorithm.algorithm, encoding)
                .key(key.form)
                .signs(signed);
        if (!timestamp.isEmpty()) {
            builder.time(unit, TOLERANCE, timestamp);
        }
        if (!id.isEmpty()) {
            builder.id(id);
        }
        return SignedContent.parse(signed).coversBody()
                ? builder.build()
                : builder.partly().build();
    }

    static List<String> keys() {
        return List.of(ALGORITHM, SIGNATURE, SEPARATOR, PREFIX, ENCODING, KEY, SIGNED, TIMESTAMP, UNIT, ID);
    }
}
