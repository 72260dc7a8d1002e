package dev.millrace.http.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server wants for a proof, or what a client said to it (RFC 9110 section 11): a scheme and its parameters.
 *
 * @param scheme in lower case
 * @param parameters their values without quotes, by their names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final String TOKEN68_MARKS = "-._~+/";

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The same with another value of a parameter. */
    Challenge with(String name, String value) {
        Map<String, String> others = new LinkedHashMap<>(parameters);
        others.put(name, value);
        return new Challenge(scheme, others);
    }

    /** The challenges in the values of WWW-Authenticate, in their order; what is malformed is passed over. */
    static List<Challenge> parse(List<String> values) {
        List<Challenge> challenges = new ArrayList<>();
        for (String value : values) {
            new Reader(value).readInto(challenges);
        }
        return challenges;
    }

    /** The parameters in a value of Authentication-Info, which has no scheme (RFC 7615 section 3). */
    static Map<String, String> parameters(String value) {
        List<Challenge> one = new ArrayList<>();
        new Reader("x " + value).readInto(one);
        return one.isEmpty() ? Map.of() : one.get(0).parameters;
    }

    /** The names of the parameters alone: some of their values are secrets. */
    @Override
    public String toString() {
        return scheme + " " + parameters.keySet();
    }

    /** Reads one value; a comma separates challenges as well as parameters, so what follows a word decides. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        void readInto(List<Challenge> challenges) {
            String scheme = "";
            Map<String, String> parameters = new LinkedHashMap<>();
            while (at < text.length()) {
                skip(" \t,");
                String word = word(TOKEN_MARKS);
                if (word.isEmpty()) {
                    at++;
                    continue;
                }
                int behind = at;
                skip(" \t");
                if (!scheme.isEmpty() && next() == '=') {
                    at++;
                    skip(" \t");
                    parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value());
                    continue;
                }
                add(scheme, parameters, challenges);
                scheme = word.toLowerCase(Locale.ROOT);
                parameters.clear();
                if (at > behind) {
                    skipToken68();
                }
            }
            add(scheme, parameters, challenges);
        }

        private static void add(String scheme, Map<String, String> parameters, List<Challenge> challenges) {
            if (!scheme.isEmpty()) {
                challenges.add(new Challenge(scheme, parameters));
            }
        }

        /** Such as the token of Negotiate, which no scheme here has a use for. */
        private void skipToken68() {
            int begin = at;
            String word = word(TOKEN68_MARKS);
            skip("=");
            int end = at;
            skip(" \t");
            if (word.isEmpty() || (at < text.length() && next() != ',')) {
                at = begin;
            } else {
                at = end;
            }
        }

        private String value() {
            if (next() != '"') {
                return word(TOKEN_MARKS + ":/?@()[]{}");
            }
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && next() != '"'; at++) {
                if (next() == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(next());
            }
            at++;
            return value.toString();
        }

        private String word(String marks) {
            int begin = at;
            while (at < text.length() && (isLetterOrDigit(next()) || marks.indexOf(next()) >= 0)) {
                at++;
            }
            return text.substring(begin, at);
        }

        private static boolean isLetterOrDigit(char c) {
            return c < 128 && Character.isLetterOrDigit(c);
        }

        private void skip(String characters) {
            while (at < text.length() && characters.indexOf(next()) >= 0) {
                at++;
            }
        }

        private char next() {
            return at < text.length() ? text.charAt(at) : '\0';
        }
    }
}
