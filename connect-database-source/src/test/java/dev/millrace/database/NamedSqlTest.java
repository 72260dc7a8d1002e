package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.server.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSqlTest {

    @Test
    void putsQuestionMarksInPlaceOfNames() {
        NamedSql sql = NamedSql.parse(
                "SELECT * FROM orders WHERE region = :region AND (total>:least OR region=:region) ",
                Dialect.POSTGRESQL);

        assertThat(sql.sql()).isEqualTo("SELECT * FROM orders WHERE region = ? AND (total>? OR region=?)");
        assertThat(sql.names()).containsExactly("region", "least", "region");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ':no' , 'it''s :no'",
                "SELECT a::int, b::text[]",
                "SELECT \":no\" FROM t",
                "SELECT 1 -- :no\n",
                "SELECT /* :no /* :no */ :no */ 1",
                "SELECT $$ :no ' $$, $tag$ :no $$ $tag$",
                "SELECT E'\\' :no'",
                "SELECT a[1:2], a[n:m]",
                "SELECT f(a := 1)",
                "SELECT now() - interval '00:00:01'",
            })
    void leavesWhatIsNoNameOnPostgres(String text) {
        NamedSql sql = NamedSql.parse(text, Dialect.POSTGRESQL);

        assertThat(sql.sql()).isEqualTo(text.strip());
        assertThat(sql.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'it\\'s :no'",
                "SELECT \"say \\\" :no\"",
                "SELECT `a:no` FROM t",
                "SELECT 1 # :no",
                "SELECT 1 -- :no",
                "SELECT @a := 1",
                "SELECT /* :no */ 1",
            })
    void leavesWhatIsNoNameOnMySql(String text) {
        NamedSql sql = NamedSql.parse(text, Dialect.MYSQL);

        assertThat(sql.sql()).isEqualTo(text.strip());
        assertThat(sql.names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRESQL | SELECT 'a\\' = :yes | SELECT 'a\\' = ?",
                "POSTGRESQL | SELECT 1 # :yes | SELECT 1 # ?",
                "POSTGRESQL | SELECT :yes::int | SELECT ?::int",
                "POSTGRESQL | SELECT a$1, :yes, b$1 | SELECT a$1, ?, b$1",
                "MYSQL | SELECT 5--:yes | SELECT 5--?",
                "MYSQL | SELECT '$$', :yes, '$$' | SELECT '$$', ?, '$$'",
                "STANDARD | SELECT :yes FROM v$session, w$x | SELECT ? FROM v$session, w$x",
                "MYSQL | SELECT 1 /* /* */ + :yes | SELECT 1 /* /* */ + ?",
            })
    void findsNamesBehindWhatOnlyLooksLikeAText(Dialect dialect, String text, String expected) {
        NamedSql sql = NamedSql.parse(text, dialect);

        assertThat(sql.sql()).isEqualTo(expected);
        assertThat(sql.names()).containsExactly("yes");
    }

    @Test
    void writesOperatorsOfPostgresTwice() {
        NamedSql sql = NamedSql.parse("SELECT a ? 'k', a ?| b, a ?? 'k', '?' FROM t", Dialect.POSTGRESQL);

        assertThat(sql.sql()).isEqualTo("SELECT a ?? 'k', a ??| b, a ?? 'k', '?' FROM t");
    }

    @Test
    void takesOneSemicolonAtTheEnd() {
        NamedSql sql = NamedSql.parse("SELECT 1 ; \n", Dialect.POSTGRESQL);

        assertThat(sql.sql()).isEqualTo("SELECT 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 'open | has what begins with ' and no end of it at character 8: close it",
                "SELECT /* open | has a comment and no end of it at character 8: close it",
                "SELECT $q$ open $$ | has what begins with $q$ and no end of it at character 8: close it",
                "SELECT 1; DELETE FROM t | holds more than one statement at character 9: leave one SELECT",
            })
    void refusesWhatItCantRead(String text, String sentence) {
        assertThatThrownBy(() -> NamedSql.parse(text, Dialect.POSTGRESQL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void refusesQuestionMarksWhereTheyAreParameters() {
        assertThatThrownBy(() -> NamedSql.parse("SELECT ?", Dialect.MYSQL))
                .hasMessage("holds a question mark at character 8: name the parameter, such as :since");
    }
}
