package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Puts a {@link SignatureScheme} together, in the words of the providers' documents. Used by one thread, once. */
final class SchemeBuilder {

    private final List<Place> signatures;
    private String separator = "";
    private String prefix = "";
    private Algorithm algorithm = Algorithm.HMAC_SHA256;
    private Encoding encoding = Encoding.HEX;
    private KeyForm form = KeyForm.UTF8;
    private Optional<KeySource> keys = Optional.empty();
    private String content = "{body}";
    private Variants variants = Variants.NONE;
    private Optional<TimestampRule> timestamp = Optional.empty();
    private final List<Place> ids = new ArrayList<>();
    private Optional<SignatureScheme.Condition> condition = Optional.empty();
    private final List<SignatureScheme.Condition> requirements = new ArrayList<>();
    private Optional<Place> bodyHash = Optional.empty();
    private BodyRule bodyRule = BodyRule.ANY;
    private Coverage coverage = Coverage.WHOLE;

    private SchemeBuilder(List<Place> signatures) {
        this.signatures = signatures;
    }

    /** Where signatures are, as {@link Place#parse} reads it. */
    static SchemeBuilder in(String... places) {
        return new SchemeBuilder(places(places));
    }

    private static List<Place> places(String... places) {
        return Stream.of(places).map(Place::parse).toList();
    }

    /** The pieces of the text that begin with the prefix are signatures. */
    SchemeBuilder pieces(String between, String before) {
        separator = between;
        return after(before);
    }

    SchemeBuilder after(String before) {
        prefix = before;
        return this;
    }

    SchemeBuilder by(Algorithm way, Encoding written) {
        algorithm = way;
        encoding = written;
        return this;
    }

    SchemeBuilder key(KeyForm written) {
        form = written;
        return this;
    }

    SchemeBuilder keys(KeySource source) {
        keys = Optional.of(source);
        return this;
    }

    SchemeBuilder signs(String template) {
        content = template;
        return this;
    }

    SchemeBuilder variants(Variants forms) {
        variants = forms;
        return this;
    }

    SchemeBuilder time(TimestampRule.Unit unit, Duration tolerance, String... at) {
        timestamp = Optional.of(new TimestampRule(places(at), unit, tolerance));
        return this;
    }

    SchemeBuilder id(String... at) {
        ids.addAll(places(at));
        return this;
    }

    SchemeBuilder when(String place, String... values) {
        condition = Optional.of(new SignatureScheme.Condition(Place.parse(place), Set.of(values)));
        return this;
    }

    /** Refuses requests that say something else there. */
    SchemeBuilder requires(String place, Collection<String> values) {
        requirements.add(new SignatureScheme.Condition(Place.parse(place), Set.copyOf(values)));
        return this;
    }

    SchemeBuilder bodyHash(String place) {
        bodyHash = Optional.of(Place.parse(place));
        return this;
    }

    SchemeBuilder bodies(BodyRule rule) {
        bodyRule = rule;
        return this;
    }

    /** The signature covers not all of the body. */
    SchemeBuilder partly() {
        coverage = Coverage.PARTIAL;
        return this;
    }

    SignatureScheme build() {
        return new SignatureScheme(
                signatures,
                separator,
                prefix,
                algorithm,
                encoding,
                keys.orElse(new KeySource.Configured(algorithm, form)),
                SignedContent.parse(content),
                variants,
                timestamp,
                ids,
                condition,
                requirements,
                bodyHash,
                bodyRule,
                coverage);
    }
}
