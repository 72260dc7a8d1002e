package dev.millrace.transforms.document;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.path.FieldPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What of an XML document becomes what.
 *
 * @param keepsNamespaces whether a name holds its namespace
 * @param keepsRoot whether the value is an object of one field, named as the document's element
 * @param lists the paths of elements that are a list even when there is one of them
 * @param anywhere ends of such paths, for elements at any depth
 */
record XmlLayout(boolean keepsNamespaces, boolean keepsRoot, Set<List<String>> lists, Set<List<String>> anywhere) {

    private static final String NAMESPACES = "namespaces";
    private static final String ROOT = "root.element";
    private static final String FORCE_ARRAY = "force.array";
    private static final String ANY_DEPTH = "**.";

    enum Keeping {
        DROP,
        KEEP
    }

    XmlLayout {
        lists = Set.copyOf(lists);
        anywhere = Set.copyOf(anywhere);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "XML")
                .choice(
                        NAMESPACES,
                        Keeping.DROP,
                        "Whether names hold their namespaces: drop takes the local names alone, keep writes"
                                + " {namespace}name. Keep them when two namespaces use one name in a document.")
                .choice(
                        ROOT,
                        Keeping.DROP,
                        "Whether the value is what the document's element holds (drop), or an object of one field with"
                                + " the element's name (keep). Keep it when documents of several kinds come.")
                .add(
                        FORCE_ARRAY,
                        ConfigDef.Type.LIST,
                        "",
                        ConfigDef.LambdaValidator.with(XmlLayout::check, () -> "paths of element names"),
                        ConfigDef.Importance.MEDIUM,
                        "Paths of elements that are a list even where there is only one of them, such as lines.line, or"
                                + " **.line at any depth. Name every element that may repeat, or its value is a list in"
                                + " some documents and none in others; with a schema its arrays tell.");
    }

    static XmlLayout from(AbstractConfig config) {
        Set<List<String>> lists = new HashSet<>();
        Set<List<String>> anywhere = new HashSet<>();
        for (String path : config.getList(FORCE_ARRAY)) {
            if (path.startsWith(ANY_DEPTH)) {
                anywhere.add(names(path.substring(ANY_DEPTH.length())));
            } else {
                lists.add(names(path));
            }
        }
        return new XmlLayout(keeps(config, NAMESPACES), keeps(config, ROOT), lists, anywhere);
    }

    /** Whether an element is a list, whatever the number. */
    boolean isList(Deque<String> path) {
        if (lists.isEmpty() && anywhere.isEmpty()) {
            return false;
        }
        List<String> names = new ArrayList<>(path.size());
        Iterator<String> fromRoot = path.descendingIterator();
        fromRoot.forEachRemaining(names::add);
        if (lists.contains(names)) {
            return true;
        }
        for (List<String> end : anywhere) {
            if (names.size() >= end.size()
                    && names.subList(names.size() - end.size(), names.size()).equals(end)) {
                return true;
            }
        }
        return false;
    }

    /** The names of the open elements, without the document's where that is dropped. */
    Deque<String> path(Deque<String> open) {
        if (keepsRoot) {
            return open;
        }
        Deque<String> path = new ArrayDeque<>(open);
        path.pollLast();
        return path;
    }

    private static boolean keeps(AbstractConfig config, String key) {
        return OptionGroup.choiceOf(Keeping.class, config.getString(key)) == Keeping.KEEP;
    }

    private static void check(String key, Object value) {
        for (Object path : (List<?>) value) {
            String text = String.valueOf(path);
            try {
                List<String> unused = names(text.startsWith(ANY_DEPTH) ? text.substring(ANY_DEPTH.length()) : text);
            } catch (IllegalArgumentException wrong) {
                throw new ConfigException(key, value, wrong.getMessage());
            }
        }
    }

    private static List<String> names(String path) {
        return FieldPath.parse(path)
                .names()
                .orElseThrow(() -> new IllegalArgumentException(
                        path + " must be made of names alone, with **. in front for any depth"));
    }
}
