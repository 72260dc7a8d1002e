package dev.millrace.http.signature;

import dev.millrace.http.HttpHeader;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The parts of a signature that a receiver wants for which there is no preset: the options of a {@link RequestSigner}.
 */
public final class HmacSigning {

    static final String ALGORITHM = "http.auth.hmac.algorithm";
    static final String SIGNATURE = "http.auth.hmac.signature";
    static final String SEPARATOR = "http.auth.hmac.separator";
    static final String PREFIX = "http.auth.hmac.prefix";
    static final String ENCODING = "http.auth.hmac.encoding";
    static final String SECRET_FORM = "http.auth.hmac.secret.form";
    static final String SIGNED = "http.auth.hmac.signed";
    static final String TIMESTAMP = "http.auth.hmac.timestamp";
    static final String UNIT = "http.auth.hmac.timestamp.unit";
    static final String ID = "http.auth.hmac.id";
    static final String ID_FRESH = "http.auth.hmac.id.fresh";

    /** All keys. */
    public static final List<String> KEYS = List.of(
            ALGORITHM, SIGNATURE, SEPARATOR, PREFIX, ENCODING, SECRET_FORM, SIGNED, TIMESTAMP, UNIT, ID, ID_FRESH);

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    private final HmacSettings parts;
    private final boolean freshId;

    private HmacSigning(HmacSettings parts, boolean freshId) {
        this.parts = parts;
        this.freshId = freshId;
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Signatures by a shared secret")
                .choice(
                        ALGORITHM,
                        HmacSettings.Hash.SHA256,
                        "The hash function of http.auth=hmac. Take what the receiver's documents name.")
                .text(
                        SIGNATURE,
                        "header:X-Signature",
                        "Where the signature goes: header:Name or query:name. A # at the end of a header's name stands for 1, 2,"
                                + " 3 and so on, one for each secret.")
                .text(
                        SEPARATOR,
                        "",
                        "What stands between the pieces of the signature's text, such as a comma in t=1,v1=ab. Set it when the"
                                + " text has room for more than a signature.")
                .text(
                        PREFIX,
                        "",
                        "What stands before the signature, such as sha256= or HMAC key-7:. Set it as the receiver reads it.")
                .choice(ENCODING, Encoding.HEX, "How the signature is written. Choose what the receiver reads.")
                .choice(
                        SECRET_FORM,
                        HmacSettings.Key.UTF8,
                        "How the secret is written. utf8 takes the text as it is; choose another one when the receiver decodes it"
                                + " before use.")
                .text(
                        SIGNED,
                        "{body}",
                        "What is signed, with places such as {ts}.{body} or {method}{target}{sha256:body}. Places: body, ts, id,"
                                + " method, url, host, path, query, target (path and query), param.sorted, json:path, form:name,"
                                + " header:Name, crc32:body, sha256:body.")
                .text(
                        TIMESTAMP,
                        "",
                        "Where the time of signing goes, as in http.auth.hmac.signature, or signature:t= for a piece of the"
                                + " signature's own text. Set it when the receiver wants one.")
                .choice(
                        UNIT,
                        TimestampRule.Unit.S,
                        "The form of that time: seconds or milliseconds since 1970, or ISO 8601. Set it as the receiver reads"
                                + " it.")
                .text(
                        ID,
                        "",
                        "Where the id goes that is part of what is signed. Set it when http.auth.hmac.signed has {id}.")
                .flag(
                        ID_FRESH,
                        false,
                        "Whether each attempt has an id of its own (a nonce), not the one of its record. Set it to true when the"
                                + " receiver refuses ids that it knows.");
    }

    public static HmacSigning from(AbstractConfig config) {
        return new HmacSigning(
                new HmacSettings(
                        OptionGroup.choiceOf(HmacSettings.Hash.class, config.getString(ALGORITHM)),
                        config.getString(SIGNATURE),
                        config.getString(SEPARATOR),
                        config.getString(PREFIX),
                        OptionGroup.choiceOf(Encoding.class, config.getString(ENCODING)),
                        OptionGroup.choiceOf(HmacSettings.Key.class, config.getString(SECRET_FORM)),
                        config.getString(SIGNED),
                        config.getString(TIMESTAMP),
                        OptionGroup.choiceOf(TimestampRule.Unit.class, config.getString(UNIT)),
                        config.getString(ID)),
                config.getBoolean(ID_FRESH));
    }

    /** Reports what the parts lack; whether {@link #signer} can be asked then. */
    public static boolean validate(AbstractConfig config, Problems problems) {
        HmacSettings parts = from(config).parts;
        boolean[] good = {true};
        Problems noting = (key, sentence) -> {
            good[0] = false;
            problems.report(key, sentence);
        };
        place(SIGNATURE, parts.signature(), false, noting);
        optionalPlace(TIMESTAMP, parts, parts.timestamp(), noting);
        optionalPlace(ID, parts, parts.id(), noting);
        printable(PREFIX, parts.prefix(), noting);
        printable(SEPARATOR, parts.separator(), noting);
        content(parts, noting);
        return good[0];
    }

    private static void content(HmacSettings parts, Problems problems) {
        try {
            SignedContent content = SignedContent.parse(parts.signed());
            if (content.needsTimestamp() && parts.timestamp().isEmpty()) {
                problems.report(
                        TIMESTAMP, "is missing, and " + SIGNED + " has {ts}: tell where the time of signing goes");
            }
            if (content.needsId() && parts.id().isEmpty()) {
                problems.report(ID, "is missing, and " + SIGNED + " has {id}: tell where the id goes");
            }
            if (content.isConstant()) {
                problems.report(
                        SIGNED, "has no place, so every request would have the same signature: take {body} into it");
            }
            if (content.needsSecret()) {
                problems.report(SIGNED, "has {secret}, which an HMAC never signs: remove it");
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(SIGNED, String.valueOf(wrong.getMessage()));
        }
    }

    private static void optionalPlace(String key, HmacSettings parts, String text, Problems problems) {
        if (!text.isEmpty() && place(key, text, true, problems)) {
            boolean isPiece = Place.parse(text).kind() == Place.Kind.SIGNATURE;
            if (isPiece && parts.separator().isEmpty()) {
                problems.report(
                        SEPARATOR,
                        "is missing, and " + key + " is a piece of the signature's text: tell what stands between");
            }
        }
    }

    private static boolean place(String key, String text, boolean mayBePiece, Problems problems) {
        Optional<Place> place = parsed(text);
        boolean fits = place.filter(found -> switch (found.kind()) {
                    case HEADER -> isHeader(found.name());
                    case QUERY -> true;
                    case SIGNATURE -> mayBePiece;
                    case BODY, FORM -> false;
                })
                .isPresent();
        if (!fits) {
            problems.report(
                    key,
                    "is \"" + text + "\", where nothing can be written: write header:Name or query:name"
                            + (mayBePiece ? ", or signature:t= for a piece of the signature's own text" : ""));
        }
        return fits;
    }

    /** Whether it is a field that requests may have, and not one that the client writes. */
    private static boolean isHeader(String name) {
        try {
            HttpHeader unused = HttpHeader.parse(name.replaceFirst("#$", "1") + ": x");
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static void printable(String key, String text, Problems problems) {
        if (!PRINTABLE.matcher(text).matches()) {
            problems.report(key, "holds other than printable ASCII, which a header can't carry");
        }
    }

    private static Optional<Place> parsed(String text) {
        try {
            return Optional.of(Place.parse(text));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    /** Whether the signature goes into the field Authorization. */
    public boolean authorizes() {
        return parts.signature().toLowerCase(Locale.ROOT).equals("header:authorization");
    }

    /** Signs as these parts say, which are {@linkplain #validate valid}. */
    public RequestSigner signer() {
        SchemeBuilder builder = SchemeBuilder.in(parts.signature())
                .pieces(parts.separator(), parts.prefix())
                .by(parts.algorithm().algorithm(), parts.encoding())
                .key(parts.key().form())
                .signs(parts.signed());
        if (!parts.timestamp().isEmpty()) {
            builder.time(parts.unit(), Duration.ZERO, parts.timestamp());
        }
        if (!parts.id().isEmpty()) {
            builder.id(parts.id());
        }
        return new RequestSigner(List.of(builder.build()), freshId, SigningExtras.NONE);
    }
}
