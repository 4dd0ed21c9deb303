/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <mailaccess/message.h>

static char room[512];

/**
 * The list in short: "name|mailbox|host", a group as "name{" and "}", each ended by a line feed.
 * What is absent stands as "-".
 */
static mla_str summary(mla_str list) {
    mla_address_reader reader;
    mla_address address;
    size_t len = 0;
    mla_address_reader_init(&reader, exact(list));
    while (mla_address_next(&reader, &address) == MLA_OK) {
        const mla_str parts[] = {address.name, address.mailbox, address.host};
        size_t count =
            address.kind == MLA_ADDRESS_MAILBOX ? 3 : address.kind == MLA_ADDRESS_GROUP_BEGIN;
        for (size_t i = 0; i < count; i++) {
            mla_str part = parts[i].ptr != NULL ? parts[i] : STR("-");
            assert_true(len + part.len + 2 < sizeof room);
            if (i != 0)
                room[len++] = '|';
            if (part.len != 0)
                memcpy(room + len, part.ptr, part.len);
            len += part.len;
        }
        if (address.kind != MLA_ADDRESS_MAILBOX)
            room[len++] = address.kind == MLA_ADDRESS_GROUP_BEGIN ? '{' : '}';
        room[len++] = '\n';
    }
    assert_int_equal(mla_address_next(&reader, &address), MLA_END);
    return (mla_str){room, len};
}

#define assert_list(list, expected) assert_str(summary(STR(list)), expected)

static void an_address_may_stand_alone_or_behind_a_name(void **state) {
    (void)state;
    assert_list("joe@example.org", "-|joe|example.org\n");
    assert_list("Joe Q. Public <joe@example.org>", "Joe Q. Public|joe|example.org\n");
    assert_list("<joe@example.org>", "-|joe|example.org\n");
    assert_list("a@b, C <d@e>\r\n\t, f@g", "-|a|b\nC|d|e\n-|f|g\n");
}

static void examples_of_rfc_5322(void **state) {
    (void)state;
    assert_list("\"Joe Q. Public\" <john.q.public@example.com>",
                "\"Joe Q. Public\"|john.q.public|example.com\n");
    assert_list("Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
                "Mary Smith|mary|x.test\n-|jdoe|example.org\nWho?|one|y.test\n");
    assert_list("<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
                "-|boss|nil.test\n\"Giant; \\\"Big\\\" Box\"|sysservices|example.net\n");
    assert_list("A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;",
                "A Group{\nEd Jones|c|a.test\n-|joe|where.test\nJohn|jdoe|one.test\n}\n");
    assert_list("Undisclosed recipients:;", "Undisclosed recipients{\n}\n");
    assert_list("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
                "Pete(A nice \\) chap)|pete(his account)|silly.test(his host)\n");
    assert_list("Mary Smith\r\n          <mary@example.net>", "Mary Smith|mary|example.net\n");
}

static void delimiters_in_quotes_and_comments_do_not_count(void **state) {
    (void)state;
    assert_list("\"a,b;c:<d@e>\" <f@g>, (x, y <z>) h@i",
                "\"a,b;c:<d@e>\"|f|g\nx, y <z>|(x, y <z>) h|i\n");
    assert_list("\"a@b\"@c", "-|\"a@b\"|c\n");
    assert_list("(nested (comment, with) comma) a@b", "nested (comment, with) comma|"
                                                      "(nested (comment, with) comma) a|b\n");
}

static void a_comment_is_the_name_when_there_is_no_other(void **state) {
    (void)state;
    assert_list("joe@example.org (Joe Public)", "Joe Public|joe|example.org (Joe Public)\n");
    assert_list("<joe@example.org> (Joe)", "Joe|joe|example.org\n");
    assert_list("Joe <joe@example.org> (other)", "Joe|joe|example.org\n");
    assert_list("joe@example.org ()", "-|joe|example.org ()\n");
}

static void source_routes_are_left_out(void **state) {
    (void)state;
    assert_list("Joe <@a.test,@b.test:joe@c.test>, x@y", "Joe|joe|c.test\n-|x|y\n");
    assert_list("< @a.test : joe@c.test >", "-|joe|c.test\n");
}

static void groups_end_at_the_semicolon_or_the_end(void **state) {
    (void)state;
    assert_list("g: a@b; c@d, h:;, i@j", "g{\n-|a|b\n}\n-|c|d\nh{\n}\n-|i|j\n");
    assert_list("g: a@b, c@d", "g{\n-|a|b\n-|c|d\n}\n");
    assert_list("g:", "g{\n}\n");
}

static void empty_elements_are_passed_over(void **state) {
    (void)state;
    assert_list("", "");
    assert_str(summary((mla_str){0}), "");
    assert_list(" , ,\r\n a@b,,", "-|a|b\n");
    assert_list(";;a@b;c@d;", "-|a|b\n-|c|d\n");
}

static void what_is_no_address_loses_nothing(void **state) {
    (void)state;
    assert_list("undisclosed-recipients", "-|undisclosed-recipients|-\n");
    assert_list("Joe <>", "Joe||-\n");
    assert_list("<joe>", "-|joe|-\n");
    assert_list("a@b@c", "-|a@b|c\n");
    assert_list("joe@", "-|joe|\n");
    assert_list("@host", "-||host\n");
}

static void broken_lists_do_not_lose_their_neighbours(void **state) {
    (void)state;
    assert_list("\"Joe <a@b>, c@d", "\"Joe|a|b\n-|c|d\n");
    assert_list("Joe <a@b, c@d", "Joe|a|b\n-|c|d\n");
    assert_list("Joe (x <a@b>, c@d", "Joe (x|a|b\n-|c|d\n");
    assert_list("Joe ((x) <a@b>, c@d", "Joe ((x)|a|b\n-|c|d\n");
    assert_list("Joe ((x, y) <a@b>, c@d", "Joe ((x, y)|a|b\n-|c|d\n");
    assert_list("a\\,b@c, d\\e,f@g", "-|a\\,b|c\n-|d\\e|-\n-|f|g\n");
    assert_list("a@b> , c@d", "-|a|b>\n-|c|d\n");
    assert_list("joe@x.org <joe@x.org>", "joe@x.org|joe|x.org\n");
    assert_list("J\xf6rg <a@b>", "J\xf6rg|a|b\n");
    assert_list("x\\", "-|x\\|-\n");
}

static void domain_literals_may_have_colons(void **state) {
    (void)state;
    assert_list("a@[IPv6:::1], <b@[127.0.0.1]>", "-|a|[IPv6:::1]\n-|b|[127.0.0.1]\n");
}

static void names_are_read_as_phrases(void **state) {
    (void)state;
    mla_address_reader reader;
    mla_address address;
    char out[32];
    mla_text text = {.data = out, .capacity = sizeof out};
    mla_address_reader_init(&reader, exact(STR("\"=?utf-8?Q?J=C3=B6rg?= \\\"X\\\"\" <a@b>")));
    assert_int_equal(mla_address_next(&reader, &address), MLA_OK);
    assert_int_equal(mla_word_decode(address.name, MLA_WORD_PHRASE, &text), MLA_OK);
    assert_str(((mla_str){out, text.len}), "J\xc3\xb6rg \"X\"");
}

static mla_str spec(mla_str list) {
    mla_address_reader reader;
    mla_address address;
    mla_text text = {.data = room, .capacity = sizeof room};
    mla_address_reader_init(&reader, exact(list));
    assert_int_equal(mla_address_next(&reader, &address), MLA_OK);
    assert_int_equal(mla_address_spec(&address, &text), MLA_OK);
    return (mla_str){room, text.len};
}

static void the_specification_has_no_comments_and_spaces(void **state) {
    (void)state;
    assert_str(spec(STR("Pete <pete(his \r\n account)@silly.test(his host)>")), "pete@silly.test");
    assert_str(spec(STR("john . doe @ example\r\n . org")), "john.doe@example.org");
    assert_str(spec(STR("\"john  (x) doe\" @ x")), "\"john  (x) doe\"@x");
    assert_str(spec(STR("\"(x) y\"@z")), "\"(x) y\"@z");
    assert_str(spec(STR("\"open@x")), "\"open@x");
    assert_str(spec(STR("root")), "root");
}

static void a_specification_that_does_not_fit_says_what_it_needs(void **state) {
    (void)state;
    const mla_address address = {.mailbox = STR("joe"), .host = STR("example.org")};
    mla_text text = {.data = room, .capacity = 5};
    assert_int_equal(mla_address_spec(&address, &text), MLA_E_LIMIT);
    assert_int_equal(text.needed, 15);
    assert_str(((mla_str){room, text.len}), "joe@e");
}

static void assert_linear(const char *unit) {
    size_t size = (size_t)1 << 21;
    size_t unit_len = strlen(unit);
    char *list = malloc(size);
    for (size_t i = 0; i < size; i++)
        list[i] = unit[i % unit_len];
    mla_address_reader reader;
    mla_address address;
    mla_address_reader_init(&reader, (mla_str){list, size});
    size_t count = 0;
    while (mla_address_next(&reader, &address) == MLA_OK)
        count++;
    assert_true(count > 0);
    free(list);
}

static void hostile_lists_take_linear_time(void **state) {
    (void)state;
    assert_linear("(");
    assert_linear("(a)(");
    assert_linear("\"\\\"");
    assert_linear("<@,");
    assert_linear("< ,");
    assert_linear("[");
    assert_linear("a:");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_may_stand_alone_or_behind_a_name),
        cmocka_unit_test(examples_of_rfc_5322),
        cmocka_unit_test(delimiters_in_quotes_and_comments_do_not_count),
        cmocka_unit_test(a_comment_is_the_name_when_there_is_no_other),
        cmocka_unit_test(source_routes_are_left_out),
        cmocka_unit_test(groups_end_at_the_semicolon_or_the_end),
        cmocka_unit_test(empty_elements_are_passed_over),
        cmocka_unit_test(what_is_no_address_loses_nothing),
        cmocka_unit_test(broken_lists_do_not_lose_their_neighbours),
        cmocka_unit_test(domain_literals_may_have_colons),
        cmocka_unit_test(names_are_read_as_phrases),
        cmocka_unit_test(the_specification_has_no_comments_and_spaces),
        cmocka_unit_test(a_specification_that_does_not_fit_says_what_it_needs),
        cmocka_unit_test(hostile_lists_take_linear_time),
    };
    return cmocka_run_group_tests_name("message/address", tests, NULL, NULL);
}
