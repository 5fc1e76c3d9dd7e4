package notice

import "testing"

func TestOneNoticeForATopic(t *testing.T) {
	first := List(nil).With(Notice{Topic: "a", Text: "1"}).With(Notice{Topic: "b"})
	second := first.With(Notice{Topic: "a", Text: "2"})
	if len(first) != 2 || first[0].Text != "1" {
		t.Errorf("the former list has changed: %v", first)
	}
	if len(second) != 2 || second[1].Text != "2" || second[0].ID == second[1].ID {
		t.Errorf("the list is %v", second)
	}
	if left := second.Dismissed(second[0].ID); len(left) != 1 || left[0].Topic != "a" {
		t.Errorf("after the first is dismissed: %v", left)
	}
	if left := second.Without("a"); len(left) != 1 || left[0].Topic != "b" {
		t.Errorf("without a: %v", left)
	}
}
