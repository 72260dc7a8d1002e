package dev.millrace.transforms.protection;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.transforms.rewrite.CacheSettings;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.Rewriter;
import dev.millrace.transforms.rewrite.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * What ProtectFields is told: which values are protected how, with which keys.
 *
 * @param policies what is done where a record is not as a rule expects it
 * @param schemas for how many schemas a plan is kept
 * @param rules the changes, in the order of the rules
 * @param keyIds the keys that encrypt
 * @param counts how many values each key has encrypted
 */
record ProtectSettings(
        Policies policies, int schemas, List<Rewriter.Rule> rules, List<String> keyIds, SealCounts counts) {

    static final String RULES = "rules";
    static final String KEYS = "keys";
    static final String AAD = "aad";
    static final String AAD_TOPIC = "aad.topic";

    ProtectSettings {
        rules = List.copyOf(rules);
        keyIds = List.copyOf(keyIds);
    }

    /** Declares all options of ProtectFields. */
    static void define(ConfigDef definition) {
        CheckedOptions options = new CheckedOptions(definition, "Protection", ProtectSettings::check);
        options.text(
                RULES,
                ProtectionRule::list,
                "Which values are protected how: a JSON list of {\"path\": ..., \"action\": ...}. Actions are null, const,"
                        + " partial, regex, truncate, generalise, hmac, token, encrypt, encrypt-deterministic and decrypt,"
                        + " each with members of its own, which the guide on protecting fields lists. Leave it out only"
                        + " where by.classification says it all.");
        ContractRules.define(options);
        options.secret(
                KEYS,
                KeysetDocument::parse,
                "The keys for hmac, token, encrypt and decrypt: a JSON keyset {\"primary\": ID, \"keys\": [{\"id\": ID,"
                        + " \"use\": [\"encrypt\", \"hmac\"], \"key\": BASE64 of 32 random bytes}]}, given as a reference"
                        + " to a config provider such as ${env:PROTECT_KEYS}. Add a key and make it primary to rotate;"
                        + " take the old one out when nothing that it encrypted is left.");
        new OptionGroup(definition, "Encryption")
                .choice(
                        AAD,
                        BoundTo.TOPIC_AND_PATH,
                        "What a ciphertext is bound to, so that it opens nowhere else: its topic and path, one of them, or"
                                + " nothing. It must be the same where it is encrypted and decrypted. Choose path where"
                                + " records come from topics that are named differently, such as mirrored ones.")
                .text(
                        AAD_TOPIC,
                        null,
                        "The topic that ciphertexts are bound to, in place of the record's: that of a sink's record is where"
                                + " it was read from, that of a source's record the one it has when it gets here. Set it"
                                + " where a router stands behind the encryption, or where records are read from a retry"
                                + " topic.");
        CrossCheck.on(definition, AAD_TOPIC, ProtectSettings::checkTopic);
        Policies.defineMissing(definition, Policies.Missing.FAIL);
        Policies.defineNulls(definition, Policies.Nulls.KEEP);
        ProtectErrors.define(definition);
        Policies.defineTombstones(definition, Policies.Tombstones.PASS);
        CacheSettings.define(definition);
    }

    /**
     * Reads what was declared and makes the changes.
     *
     * @throws ConfigException on the offending key, without any secret
     */
    static ProtectSettings from(AbstractConfig config, Side side) {
        SealCounts counts = new SealCounts();
        Optional<Keyset> keys = keyset(config.values());
        Means means = new Means(
                keys,
                OptionGroup.choiceOf(BoundTo.class, config.getString(AAD)),
                Optional.ofNullable(config.getString(AAD_TOPIC)),
                counts);
        List<Rewriter.Rule> rules = new ArrayList<>();
        explicit(config.values()).forEach(rule -> checkRoot(rule, side));
        for (ProtectionRule rule : all(config.values())) {
            rules.add(new Rewriter.Rule(
                    rule.id(), rule.path(), rule.action().made().apply(means)));
        }
        return new ProtectSettings(
                Policies.from(config),
                CacheSettings.from(config).schemas(),
                rules,
                keys.map(set -> set.idsFor(KeyUse.ENCRYPT)).orElse(List.of()),
                counts);
    }

    private static void checkTopic(Map<String, Object> parsed, Problems problems) {
        if (!(parsed.get(AAD_TOPIC) instanceof String topic)) {
            return;
        }
        String bound = String.valueOf(parsed.get(AAD)).toLowerCase(Locale.ROOT);
        if (!bound.contains("topic")) {
            problems.report(
                    AAD_TOPIC, "is of no use with " + AAD + "=" + bound + ", which binds to no topic; take one away");
        } else if (topic.isBlank()) {
            problems.report(AAD_TOPIC, "is empty; leave it out where the record's own topic is meant");
        }
    }

    private static void checkRoot(ProtectionRule rule, Side side) {
        PathRoot root = rule.path().root();
        if (root != PathRoot.HERE && root != (side == Side.KEY ? PathRoot.KEY : PathRoot.VALUE)) {
            throw new ConfigException(RULES + " begins the path of rule " + rule.id() + " with " + root
                    + ", which is not what this transform works on; keys are protected by ProtectFields$Key, values by"
                    + " ProtectFields$Value, headers by neither");
        }
    }

    /** What can only be seen with several keys at hand. */
    private static void check(Map<String, ?> parsed, Problems problems) {
        ContractRules.check(parsed, problems);
        List<ProtectionRule> rules;
        Optional<Keyset> keys;
        try {
            rules = all(parsed);
            keys = keyset(parsed);
        } catch (IllegalArgumentException toldAlready) {
            return;
        }
        if (rules.isEmpty() && parsed.get(ContractRules.BY_CLASSIFICATION) == null) {
            problems.report(RULES, "is needed: a JSON list of what is protected how");
        }
        for (ProtectionRule rule : rules) {
            rule.action().needs().ifPresent(use -> needed(rule, use, keys, problems));
        }
    }

    private static void needed(ProtectionRule rule, KeyUse use, Optional<Keyset> keys, Problems problems) {
        if (keys.isEmpty()) {
            problems.report(
                    KEYS,
                    "is needed for rule " + rule.id() + ": a keyset with a key for " + Members.nameOf(use)
                            + (use == KeyUse.HMAC
                                    ? "; without a key whoever knows how values look could hash them all and compare"
                                    : ""));
            return;
        }
        try {
            keys.get().key(rule.action().key(), use);
        } catch (IllegalArgumentException lacking) {
            problems.report(KEYS, lacking.getMessage() + ", and rule " + rule.id() + " needs it");
        }
    }

    private static List<ProtectionRule> all(Map<String, ?> parsed) {
        List<ProtectionRule> all = new ArrayList<>(explicit(parsed));
        List<String> told = all.stream().map(rule -> rule.path().toString()).toList();
        // A rule for the very path goes before what the contract says of it.
        ContractRules.rules(parsed).stream()
                .filter(rule -> !told.contains(rule.path().toString()))
                .forEach(all::add);
        return all;
    }

    private static List<ProtectionRule> explicit(Map<String, ?> parsed) {
        return parsed.get(RULES) instanceof String text ? ProtectionRule.list(text) : List.of();
    }

    private static Optional<Keyset> keyset(Map<String, ?> parsed) {
        return parsed.get(KEYS) instanceof Password secret
                ? Optional.of(KeysetDocument.parse(secret.value()))
                : Optional.empty();
    }
}
