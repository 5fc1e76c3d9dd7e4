package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"protocell/core/experiment"
	"protocell/core/share"
)

// runLink runs "link encode" and "link decode".
func runLink(ctx context.Context, e env, args []string) error {
	return dispatch(ctx, e, "protocell link", []command{
		{"encode", "print the link of an experiment", runEncode},
		{"decode", "print the experiment of a link as a file", runDecode},
	}, args)
}

// runEncode prints the fragment of an experiment.
func runEncode(ctx context.Context, e env, args []string) error {
	link := share.Link{Spec: experiment.Default()}
	spec := &link.Spec
	f := flagSet("link encode", "link encode [flags] [@FILE]\n\nPrints the link of the experiment in FILE, or of the one that the flags describe;\nwhat they leave out is as on the page.")
	stored := setupFlags(f, spec, smallSkeleton)
	f.StringVar(&spec.Arch, "arch", spec.Arch, "`architecture`, in any notation")
	f.Var((*texts)(&spec.Pins), "pin", "pinned `architecture`; can be given several times")
	f.StringVar(&link.Digest, "digest", "", "`digest` of the result")
	f.BoolVar(&link.Embed, "embed", false, "for a page without its frame")
	f.StringVar(&link.Mix, "mix", "", "`weights` of the ensemble mix, as in synflow=1,nwot=0.5")
	base := f.String("base", "", "`URL` of a page; the link is appended to it")
	if err := parse(e, f, args); err != nil {
		return err
	}
	switch {
	case f.NArg() > 1 || f.NArg() == 1 && !strings.HasPrefix(f.Arg(0), "@"):
		return misused(f, fmt.Errorf("%q is not @FILE", f.Arg(f.NArg()-1)))
	case f.NArg() == 1 && f.NFlag() > 0:
		return misused(f, errors.New("either a file or flags"))
	case f.NArg() == 1:
		var err error
		if link, err = readLink(f.Arg(0)); err != nil {
			return err
		}
	}
	if f.NArg() == 0 {
		if err := stored.settle(ctx, e, f, spec); err != nil {
			return err
		}
	}
	fragment, err := link.Fragment()
	if err != nil {
		return misused(f, err)
	}
	_, err = fmt.Fprintf(e.stdout, "%s#%s\n", strings.TrimSuffix(*base, "#"), fragment)
	return err
}

// runDecode prints the file of a link.
func runDecode(_ context.Context, e env, args []string) error {
	f := flagSet("link decode", "link decode LINK\n\nPrints the experiment of LINK, a URL or its fragment, as a file.")
	if err := parse(e, f, args); err != nil {
		return err
	}
	if f.NArg() != 1 {
		return misused(f, fmt.Errorf("%d links, want one; quote it, for & ends a command", f.NArg()))
	}
	link, err := readLink(f.Arg(0))
	if err != nil {
		return err
	}
	for _, key := range link.Unknown {
		fmt.Fprintf(e.stderr, "protocell: the link has a key that is not known, and is left out: %q\n", key)
	}
	text, err := share.EncodeFile(link)
	if err != nil {
		return err
	}
	_, err = e.stdout.Write(text)
	return err
}
