package dev.millrace.transforms.rewrite;

import dev.millrace.kit.ConnectJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule that can't be applied to a record: its coordinates and a code, never a value. It carries no trace, for it is about
 * the data.
 */
public final class RuleFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String path;
    private final String code;
    private final String hint;

    /**
     * A failure of one rule.
     *
     * @param rule what tells the rule from the transform's others, such as its target or its number from 1
     * @param path where in the record, as a path of the path language; empty for the whole
     * @param code lower case words with dashes, stable over releases, such as {@code missing} or {@code not-a-number}
     */
    public RuleFailure(String rule, String path, String code) {
        this(rule, path, code, "");
    }

    /**
     * A failure of one rule that something can be said about.
     *
     * @param hint a sentence for a person, made of names of fields and types; never of values
     */
    public RuleFailure(String rule, String path, String code, String hint) {
        super(code + " at " + path + " by rule " + rule, null, false, false);
        this.rule = rule;
        this.path = path;
        this.code = code;
        this.hint = hint;
    }

    public String rule() {
        return rule;
    }

    public String path() {
        return path;
    }

    public String code() {
        return code;
    }

    /** A sentence that helps, or nothing. */
    public String hint() {
        return hint;
    }

    /** The failure as one line of JSON: {@code transform}, {@code rule}, {@code path}, {@code code} and perhaps {@code hint}. */
    String json(String transform) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("transform", transform);
        line.put("rule", rule);
        line.put("path", path);
        line.put("code", code);
        if (!hint.isEmpty()) {
            line.put("hint", hint);
        }
        return ConnectJson.text(null, line);
    }
}
