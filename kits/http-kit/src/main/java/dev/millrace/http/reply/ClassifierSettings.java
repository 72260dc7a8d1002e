package dev.millrace.http.reply;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What replies mean where the usual meaning does not fit.
 *
 * @param statuses that have another meaning than usual
 * @param conflict what 409 means
 * @param form of the bodies; empty where each reply says by its media type
 * @param rules in their order
 * @param graphQlPartial what a GraphQL reply with data and errors means
 */
public record ClassifierSettings(
        Map<Meaning, StatusSet> statuses,
        Conflict conflict,
        Optional<ReplyForm> form,
        List<ReplyRule> rules,
        Meaning graphQlPartial) {

    /** What 409 says about a request with an idempotency key. */
    public enum Conflict {
        /** The receiver refuses the record. */
        REJECT(Meaning.REJECT),
        /** The first attempt is still under way there (draft-ietf-httpapi-idempotency-key-header, section 2.7). */
        RETRY(Meaning.RETRY),
        /** The receiver has the record already. */
        DELIVERED(Meaning.SUCCESS);

        private final Meaning meaning;

        Conflict(Meaning meaning) {
            this.meaning = meaning;
        }

        Meaning meaning() {
            return meaning;
        }
    }

    private enum Form {
        AUTO,
        PLAIN,
        SOAP,
        GRAPHQL
    }

    private enum Partial {
        REJECT,
        SUCCESS,
        RETRY
    }

    public static final String STATUS = "http.status.";
    public static final String CONFLICT = "http.conflict";
    public static final String FORM = "http.reply.form";
    public static final String RULES = "http.reply.rules";
    public static final String NAMESPACES = "http.reply.namespaces";
    public static final String GRAPHQL_PARTIAL = "http.graphql.partial";

    private static final int CONFLICT_STATUS = 409;

    public ClassifierSettings {
        statuses = Map.copyOf(statuses);
        rules = List.copyOf(rules);
    }

    public static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Outcomes");
        group.list(
                        keyOf(Meaning.SUCCESS),
                        "",
                        "Statuses that mean that the receiver has the record besides 200 to 299, as numbers and ranges such as"
                                + " 302,304. Set it for receivers that say so in their own way.")
                .list(
                        keyOf(Meaning.IGNORE),
                        "",
                        "Statuses that mean that nothing is left to do although the receiver does not have the record, in the"
                                + " same form. Set it to 404,410 where deleting what is not there is as good.")
                .list(
                        keyOf(Meaning.RETRY),
                        "",
                        "Statuses after which the same is tried again later, besides 408, 425, 429 and 500 to 599. Set it for"
                                + " a receiver whose 404 or 422 passes.")
                .list(
                        keyOf(Meaning.REJECT),
                        "",
                        "Statuses that mean that the receiver refuses the record for good, besides the other ones from 400 to"
                                + " 499. Set it to 500 for a receiver that says so of every record it can't take.")
                .list(
                        keyOf(Meaning.STOP),
                        "",
                        "Statuses after which the task stops because a person must act, besides 401, 403, 407 and redirects."
                                + " Set it to 404 where it can only mean a wrong address.")
                .choice(
                        CONFLICT,
                        Conflict.REJECT,
                        "What 409 means for a request that carries an idempotency key: reject, the record is refused; retry, an"
                                + " earlier attempt is still under way there, as the IETF draft has it; delivered, the"
                                + " receiver has the record already. Choose what your receiver documents.")
                .choice(
                        FORM,
                        Form.AUTO,
                        "What the bodies of replies are: soap, where a fault counts whatever the status; graphql, where the"
                                + " body counts whatever the status; or plain. auto goes by the form of the requests, and"
                                + " else by the media type of each reply. Choose one for receivers that answer in another"
                                + " form than they are asked in.")
                .text(
                        RULES,
                        "",
                        "Rules on the bodies of replies, one on each line or separated by semicolons, the first that holds"
                                + " counts, before the status: success, ignore, retry, reject or stop, then the statuses it"
                                + " counts for if not all, a colon and a condition: a JSON pointer as in reject 200-299:"
                                + " /errors (says something), retry: /error/code = BUSY | LATER, reject: /ok != true; xpath"
                                + " and an expression that is true; fault =, graphql = or problem = and codes or problem"
                                + " types. Set it for receivers that answer 200 to everything.")
                .list(
                        NAMESPACES,
                        "",
                        "The prefixes in the XPath expressions of http.reply.rules, each as prefix=namespace. Set it when an"
                                + " expression uses one.")
                .choice(
                        GRAPHQL_PARTIAL,
                        Partial.REJECT,
                        "What a GraphQL reply with data and errors means, of which at least one field came to be. Choose success"
                                + " where the rest does not matter, retry only where sending all of it again does no harm.");
    }

    /** The usual meanings alone. */
    public static ClassifierSettings standard() {
        return new ClassifierSettings(Map.of(), Conflict.REJECT, Optional.empty(), List.of(), Meaning.REJECT);
    }

    /** Reads what {@link #validate} has no problem with. */
    public static ClassifierSettings from(AbstractConfig config) {
        Map<Meaning, StatusSet> statuses = new EnumMap<>(Meaning.class);
        for (Meaning meaning : Meaning.values()) {
            statuses.put(meaning, StatusSet.parse(config.getList(keyOf(meaning))));
        }
        return new ClassifierSettings(
                statuses,
                OptionGroup.choiceOf(Conflict.class, config.getString(CONFLICT)),
                switch (OptionGroup.choiceOf(Form.class, config.getString(FORM))) {
                    case AUTO -> Optional.empty();
                    case PLAIN -> Optional.of(ReplyForm.PLAIN);
                    case SOAP -> Optional.of(ReplyForm.SOAP);
                    case GRAPHQL -> Optional.of(ReplyForm.GRAPHQL);
                },
                new RuleParser(namespaces(config)).parse(config.getString(RULES)),
                switch (OptionGroup.choiceOf(Partial.class, config.getString(GRAPHQL_PARTIAL))) {
                    case REJECT -> Meaning.REJECT;
                    case SUCCESS -> Meaning.SUCCESS;
                    case RETRY -> Meaning.RETRY;
                });
    }

    public static void validate(AbstractConfig config, Problems problems) {
        Map<Meaning, StatusSet> statuses = new LinkedHashMap<>();
        for (Meaning meaning : Meaning.values()) {
            String key = keyOf(meaning);
            try {
                StatusSet set = StatusSet.parse(config.getList(key));
                statuses.forEach((other, known) -> {
                    int shared = set.firstShared(known);
                    if (shared > 0) {
                        problems.report(
                                key, "holds " + shared + ", as " + keyOf(other) + " does: keep it in one of them");
                    }
                });
                statuses.put(meaning, set);
            } catch (IllegalArgumentException wrong) {
                problems.report(key, "is no list of statuses: " + wrong.getMessage());
            }
        }
        if (OptionGroup.choiceOf(Conflict.class, config.getString(CONFLICT)) != Conflict.REJECT
                && statuses.values().stream().anyMatch(set -> set.holds(CONFLICT_STATUS))) {
            problems.report(CONFLICT, "says what 409 means, and so does one of " + STATUS + "*: keep either of them");
        }
        try {
            List<ReplyRule> unused = new RuleParser(namespaces(config)).parse(config.getString(RULES));
        } catch (NoNamespace wrong) {
            problems.report(NAMESPACES, String.valueOf(wrong.getMessage()));
        } catch (IllegalArgumentException wrong) {
            problems.report(RULES, "can't be read, " + wrong.getMessage());
        }
    }

    /** The same for replies to requests of a form, unless the user has said otherwise. */
    public ClassifierSettings withForm(ReplyForm ofRequests) {
        return new ClassifierSettings(
                statuses, conflict, form.isPresent() ? form : Optional.of(ofRequests), rules, graphQlPartial);
    }

    /** The meaning that a status was given, if any. */
    Optional<Meaning> given(int status) {
        return statuses.entrySet().stream()
                .filter(entry -> entry.getValue().holds(status))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String keyOf(Meaning meaning) {
        return STATUS + meaning.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> namespaces(AbstractConfig config) {
        Map<String, String> namespaces = new LinkedHashMap<>();
        for (String each : config.getList(NAMESPACES)) {
            int equals = each.indexOf('=');
            if (equals < 1 || equals == each.length() - 1) {
                throw new NoNamespace(
                        each + " is no prefix=namespace, such as s=http://www.w3.org/2003/05/soap-envelope");
            }
            namespaces.put(
                    each.substring(0, equals).strip(),
                    each.substring(equals + 1).strip());
        }
        return namespaces;
    }

    /** Tells a wrong namespace from a wrong rule. */
    private static final class NoNamespace extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NoNamespace(String sentence) {
            super(sentence);
        }
    }
}
