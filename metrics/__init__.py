"""Every figure's definition: words, population and test in one object each."""
