package dev.millrace.http.reply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules such as {@code retry 500: /error/code = BUSY | LATER}: a meaning, the statuses for which the rule counts, and a
 * condition. One rule on each line, or separated by semicolons.
 */
final class RuleParser {

    private static final Pattern RULE = Pattern.compile(
            "(success|ignore|retry|reject|stop)(\\s+[0-9][0-9,\\s-]*)?\\s*:(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern POINTER = Pattern.compile("(/\\S*?)\\s*(?:(!?=)(.*))?", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("(fault|graphql|problem)\\s*=(.*)", Pattern.DOTALL);
    private static final Pattern XPATH = Pattern.compile("xpath\\s+(.+)", Pattern.DOTALL);

    private final Map<String, String> namespaces;

    /** @param namespaces of XPath expressions, by prefix */
    RuleParser(Map<String, String> namespaces) {
        this.namespaces = Map.copyOf(namespaces);
    }

    /**
     * Reads all rules of a text.
     *
     * @throws IllegalArgumentException when one is none, with a sentence that says which and why
     */
    List<ReplyRule> parse(String text) {
        List<ReplyRule> rules = new ArrayList<>();
        for (String part : split(text)) {
            int number = rules.size() + 1;
            try {
                rules.add(rule(number, part));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("rule " + number + ": " + wrong.getMessage(), wrong);
            }
        }
        return rules;
    }

    private ReplyRule rule(int number, String text) {
        Matcher read = RULE.matcher(text);
        if (!read.matches()) {
            throw new IllegalArgumentException(
                    "begins with success, ignore, retry, reject or stop, then statuses if they matter,"
                            + " then a colon and a condition, such as retry 500: /error/code = BUSY");
        }
        Meaning meaning = Meaning.valueOf(read.group(1).toUpperCase(Locale.ROOT));
        Optional<StatusSet> statuses = Optional.ofNullable(read.group(2))
                .map(list ->
                        StatusSet.parse(Stream.of(list.strip().split("[,\\s]+")).toList()));
        return new ReplyRule(number, meaning, statuses, condition(read.group(3).strip()));
    }

    private Condition condition(String text) {
        Matcher pointer = POINTER.matcher(text);
        if (pointer.matches()) {
            Pointer path = Pointer.parse(pointer.group(1));
            if (pointer.group(2) == null) {
                return new Condition.ValueThere(path);
            }
            Condition.ValueIs is = new Condition.ValueIs(path, values(pointer.group(3)));
            return pointer.group(2).equals("=") ? is : new Condition.ValueIsNot(is);
        }
        Matcher named = NAMED.matcher(text);
        if (named.matches()) {
            List<String> values = values(named.group(2));
            return switch (named.group(1)) {
                case "fault" -> new Condition.FaultIs(values);
                case "graphql" -> new Condition.GraphQlCode(values);
                default -> new Condition.ProblemIs(values);
            };
        }
        Matcher xpath = XPATH.matcher(text);
        if (xpath.matches()) {
            return path(xpath.group(1));
        }
        throw new IllegalArgumentException(
                "has no condition after its colon: write a JSON pointer such as /error/code = BUSY,"
                        + " or xpath, fault =, graphql = or problem =");
    }

    private Condition path(String expression) {
        try {
            XPathFactory factory = XPathFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            XPath path = factory.newXPath();
            path.setNamespaceContext(new Prefixes(namespaces));
            return new Condition.PathTrue(path.compile(expression));
        } catch (XPathExpressionException wrong) {
            throw new IllegalArgumentException(
                    "has an XPath expression that can't be read; a prefix in it must be in "
                            + ClassifierSettings.NAMESPACES,
                    wrong);
        } catch (XPathFactoryConfigurationException impossible) {
            throw new IllegalStateException("this JDK evaluates no XPath safely", impossible);
        }
    }

    private static List<String> values(String text) {
        List<String> values = Stream.of(text.split("\\|", -1))
                .map(String::strip)
                .map(RuleParser::unquoted)
                .toList();
        if (text.isBlank()) {
            throw new IllegalArgumentException("names no value after its =");
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Splits at line ends and semicolons that stand in no quotes. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        for (char next : (text + "\n").toCharArray()) {
            boolean ends = next == '\n' || next == '\r' || (next == ';' && quote == 0);
            if (ends) {
                if (!part.toString().isBlank()) {
                    parts.add(part.toString().strip());
                }
                part.setLength(0);
                quote = 0;
            } else {
                part.append(next);
                if (quote == 0 && (next == '"' || next == '\'')) {
                    quote = next;
                } else if (next == quote) {
                    quote = 0;
                }
            }
        }
        return parts;
    }

    /** The prefixes of the settings. */
    private record Prefixes(Map<String, String> namespaces) implements NamespaceContext {

        @Override
        public String getNamespaceURI(String prefix) {
            return namespaces.getOrDefault(prefix, XMLConstants.NULL_NS_URI);
        }

        @Override
        public @Nullable String getPrefix(String namespace) {
            return null;
        }

        @Override
        public Iterator<String> getPrefixes(String namespace) {
            return Collections.emptyIterator();
        }
    }
}
