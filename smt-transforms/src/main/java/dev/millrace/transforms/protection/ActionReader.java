package dev.millrace.transforms.protection;

import dev.millrace.kit.path.NearestName;
import dev.millrace.transforms.rewrite.Change;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;

/** Reads the action of a rule with its members. What is wrong is an IllegalArgumentException that names the rule. */
final class ActionReader {

    private static final int LONGEST = 10_000;
    private static final Pattern UNKEYED = Pattern.compile("hash|md5|crc.*|sha.*|digest|checksum");

    private final Members rule;

    private ActionReader(Members rule) {
        this.rule = rule;
    }

    static Action read(Members rule) {
        return new ActionReader(rule).action();
    }

    private Action action() {
        return switch (name()) {
            case NULL -> Action.keyless(new NullChange());
            case CONST -> constant();
            case PARTIAL -> partial();
            case REGEX -> regex();
            case TRUNCATE -> truncate();
            case GENERALISE -> Action.keyless(generalise());
            case HMAC -> hmac();
            case TOKEN -> token();
            case ENCRYPT -> encrypt(SealMode.RANDOM);
            case ENCRYPT_DETERMINISTIC -> encrypt(SealMode.DETERMINISTIC);
            case DECRYPT -> decrypt();
            case KEEP ->
                throw rule.wrong(
                        "keeps the value, which only a classification may be told to;" + " leave the rule out");
        };
    }

    private ActionName name() {
        String text = rule.text("action");
        if (UNKEYED.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            throw rule.wrong(
                    "asks for a hash without a key, which is refused: who knows how values look, such as numbers of"
                            + " nine digits or names, hashes all of them and reads off whose is whose; use action hmac with a key");
        }
        List<String> names = Stream.of(ActionName.values()).map(Members::nameOf).toList();
        Optional<String> near = text.equals("deterministic")
                ? Optional.of(Members.nameOf(ActionName.ENCRYPT_DETERMINISTIC))
                : NearestName.in(text, names);
        if (!names.contains(text) && near.isPresent()) {
            throw rule.wrong("has an action that is none; did you mean " + near.get() + "?");
        }
        return rule.choice("action", ActionName.class, text);
    }

    private Action constant() {
        Object value = rule.any("value");
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            throw rule.wrong("needs value: a text, a number, true or false; for null there is the action null");
        }
        return Action.keyless(new ConstantChange(value));
    }

    private Action partial() {
        int first = count("keepFirst", 0);
        int last = count("keepLast", 0);
        String sign = rule.optionalText("char").orElse("*");
        if (sign.codePointCount(0, sign.length()) != 1) {
            throw rule.wrong("needs char to be one character");
        }
        Optional<Long> length = rule.number("length", 1, LONGEST);
        PartialMask mask = new PartialMask(
                first,
                last,
                sign,
                length.isPresent() ? OptionalInt.of(length.get().intValue()) : OptionalInt.empty());
        return Action.keyless(TextChange.of(TextForm.TEXT_OR_WHOLE, (spot, text) -> mask.of(text)));
    }

    private Action regex() {
        RegexMask.Unmatched unmatched =
                rule.choice("unmatched", RegexMask.Unmatched.class).orElse(RegexMask.Unmatched.FAIL);
        String pattern = rule.text("pattern");
        String replacement = rule.text("replacement");
        RegexMask mask = told(() -> new RegexMask(pattern, replacement, unmatched));
        return Action.keyless(
                unmatched == RegexMask.Unmatched.NULL
                        ? TextChange.orNull(TextForm.TEXT_OR_WHOLE, mask)
                        : TextChange.of(TextForm.TEXT_OR_WHOLE, mask));
    }

    private Action truncate() {
        int length = rule.number("length", 0, LONGEST)
                .orElseThrow(() -> rule.wrong("needs length: how many characters are left"))
                .intValue();
        return Action.keyless(TextChange.of(
                TextForm.TEXT_OR_WHOLE,
                (spot, text) -> text.codePointCount(0, text.length()) <= length
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, length))));
    }

    private enum Generalised {
        YEAR,
        MONTH,
        ZIP3,
        STEP
    }

    private Change generalise() {
        Optional<Generalised> to = rule.choice("to", Generalised.class);
        return switch (to.orElseThrow(() -> rule.wrong("needs to: year, month, zip3 or step"))) {
            case YEAR -> date(false);
            case MONTH -> date(true);
            case ZIP3 -> TextChange.of(TextForm.TEXT_OR_WHOLE, zip());
            case STEP -> step();
        };
    }

    private Change date(boolean toMonth) {
        Optional<String> format = rule.optionalText("format");
        return told(() -> new DateGeneralisation(toMonth, format));
    }

    private TextChange.Work zip() {
        boolean told = rule.has("sparse");
        Set<String> sparse = Set.copyOf(rule.texts("sparse"));
        if (!sparse.stream().allMatch(area -> area.matches("[0-9]{3}"))) {
            throw rule.wrong("needs sparse to be a list of three digits each");
        }
        return new ZipGeneralisation(told ? sparse : ZipGeneralisation.SPARSE);
    }

    private Change step() {
        Optional<BigDecimal> most = decimal("most");
        BigDecimal step = decimal("step")
                .filter(number -> number.signum() > 0)
                .orElseThrow(() -> rule.wrong("needs step: a number above 0, such as 10 for decades"));
        return new StepGeneralisation(step, most);
    }

    private Action hmac() {
        String prefix = rule.optionalText("prefix").orElse("");
        HashText form = rule.choice("encoding", HashText.class).orElse(HashText.HEX);
        List<Normalisation> normalisation = normalisation();
        String context = rule.optionalText("context").orElse("");
        return keyed(
                KeyUse.HMAC,
                (means, key) -> TextChange.of(
                        means.anyText(), new HashMask(key.hash(Purpose.HASH), prefix, form, normalisation, context)));
    }

    private Action token() {
        int first = count("keepFirst", 0);
        int last = count("keepLast", 0);
        boolean luhn = rule.flag("luhn", false);
        List<Normalisation> normalisation = normalisation();
        String context = rule.optionalText("context").orElse("");
        return keyed(
                KeyUse.HMAC,
                (means, key) -> new TokenChange(
                        new TokenShape(key.hash(Purpose.TOKEN), first, last, luhn, normalisation, context)));
    }

    private Action encrypt(SealMode mode) {
        Optional<String> path = rule.optionalText("boundPath");
        return keyed(KeyUse.ENCRYPT, (means, key) -> new EncryptChange(means.sealer(), mode, key, means.binding(path)));
    }

    private enum Plain {
        FAIL,
        KEEP
    }

    private enum Type {
        STRING,
        INT8,
        INT16,
        INT32,
        INT64,
        FLOAT32,
        FLOAT64,
        BOOLEAN,
        BYTES
    }

    private Action decrypt() {
        Optional<String> path = rule.optionalText("boundPath");
        boolean plainPasses = rule.choice("plain", Plain.class).orElse(Plain.FAIL) == Plain.KEEP;
        Optional<Schema.Type> type = rule.choice("type", Type.class).map(named -> Schema.Type.valueOf(named.name()));
        // Every key of the set decrypts; none has to be the one for new values.
        return new Action(
                Optional.of(KeyUse.ENCRYPT),
                Optional.empty(),
                means -> new DecryptChange(means.sealer(), means.binding(path), type, plainPasses));
    }

    private interface Keyed {

        Change with(Means means, ProtectionKey key);
    }

    private Action keyed(KeyUse use, Keyed made) {
        Optional<String> id = rule.optionalText("key");
        return new Action(Optional.of(use), id, means -> made.with(means, means.key(id, use)));
    }

    private List<Normalisation> normalisation() {
        return rule.texts("normalise").stream()
                .map(step -> rule.choice("normalise", Normalisation.class, step))
                .toList();
    }

    private int count(String name, int standard) {
        return rule.number(name, 0, LONGEST).orElse((long) standard).intValue();
    }

    private Optional<BigDecimal> decimal(String name) {
        Object value = rule.any(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Long || value instanceof BigDecimal)) {
            throw rule.wrong("has a member " + name + " that is not a number");
        }
        BigDecimal number = new BigDecimal(value.toString());
        if (Math.abs((long) number.scale()) > 30 || number.precision() > 30) {
            throw rule.wrong("has a member " + name + " of too many digits");
        }
        return Optional.of(number);
    }

    private <T> T told(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException wrong) {
            throw rule.wrong(String.valueOf(wrong.getMessage()));
        }
    }
}
