package dev.millrace.testkit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

/** Finds a sentence of a contract by its name. */
final class Sentences {
    private Sentences() {}

    static Method named(Class<?> contract, String sentence) {
        return Stream.<Class<?>>iterate(contract, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getName().equals(sentence))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the contract has no sentence " + sentence));
    }
}
